from uuid import UUID

from common.errors import NotFound


class SessionNotFound(NotFound):
    code = "session_not_found"

    def __init__(self, session_id: UUID) -> None:
        super().__init__(f"There is no session {session_id}.", session_id=str(session_id))
