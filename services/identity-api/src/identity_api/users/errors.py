from collections.abc import Sequence
from uuid import UUID

from common.errors import Conflict, Invalid, NotFound


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


class CannotDeleteOneself(Conflict):
    """USR-075."""

    code = "cannot_delete_oneself"


class LastAdministrator(Conflict):
    """Without him nobody could let anybody in."""

    code = "last_administrator"


class StationsUnknown(Invalid):
    """Named as allowed stations, but they do not exist or the caller does not see them."""

    code = "stations_unknown"

    def __init__(self, station_ids: Sequence[UUID]) -> None:
        super().__init__("There are no such stations.", station_ids=[str(one) for one in station_ids])


class FieldInvalid(Invalid):
    """One field breaks a rule that depends on the installation's settings; told like any other validation error."""

    def __init__(self, field: str, code: str, message: str, **limits: str | float) -> None:
        error = {"in": "body", "field": field, "code": code, "message": message, **limits}
        super().__init__("Some fields are not valid.", fields=[error])
