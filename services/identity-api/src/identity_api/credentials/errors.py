from uuid import UUID

from common.errors import Conflict, NotFound


class CredentialNotFound(NotFound):
    code = "credential_not_found"

    def __init__(self, credential_id: UUID) -> None:
        super().__init__("There is no such credential.", credential_id=str(credential_id))


class CredentialTaken(Conflict):
    """The card is bound already, to anybody (USR-059)."""

    code = "credential_taken"


class CredentialLimitReached(Conflict):
    """USR-065."""

    code = "credential_limit_reached"

    def __init__(self, limit: int) -> None:
        super().__init__(f"A user has at most {limit} cards.", limit=limit)


class LoginStays(Conflict):
    """The credential «login and password» goes with its user only (USR-053)."""

    code = "login_credential_stays"
