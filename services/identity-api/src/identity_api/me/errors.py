from uuid import UUID

from common.errors import NotFound


class SessionNotFound(NotFound):
    """Not one of one's own, or over."""

    code = "sign_in_not_found"

    def __init__(self, session_id: UUID) -> None:
        super().__init__("There is no such sign-in.", session_id=str(session_id))
