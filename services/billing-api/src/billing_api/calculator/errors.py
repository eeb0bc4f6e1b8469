"""What the calculator refuses."""

from uuid import UUID

from common.errors import NotFound


class SessionNotPriced(NotFound):
    """The session is not there, not visible, or nothing was ever charged from it."""

    code = "session_not_priced"

    def __init__(self, session_id: UUID) -> None:
        super().__init__(f"There is nothing to calculate for session {session_id}.", session_id=str(session_id))
