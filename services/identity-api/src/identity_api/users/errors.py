from uuid import UUID

from common.errors import Conflict, NotFound


class UserNotFound(NotFound):
    code = "user_not_found"

    def __init__(self, user_id: UUID) -> None:
        super().__init__("There is no such user.", user_id=str(user_id))


class LoginTaken(Conflict):
    """USR-045."""

    code = "login_taken"

    def __init__(self, login: str) -> None:
        super().__init__(f"There is a user {login} already.", login=login)


class CannotBlockOneself(Conflict):
    """USR-092."""

    code = "cannot_block_oneself"


class LastAdministrator(Conflict):
    """Without him nobody could let anybody in."""

    code = "last_administrator"
