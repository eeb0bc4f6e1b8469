from datetime import datetime
from uuid import UUID

from common.errors import Conflict, Invalid, NotFound


class SessionNotFound(NotFound):
    code = "session_not_found"

    def __init__(self, session_id: UUID) -> None:
        super().__init__(f"There is no session {session_id}.", session_id=str(session_id))


class SessionNotEnded(Conflict):
    """Only the end of a finished session can be corrected (SES-120)."""

    code = "session_not_ended"

    def __init__(self, session_id: UUID) -> None:
        super().__init__(f"Session {session_id} has not ended yet.", session_id=str(session_id))


class _EndImpossible(Invalid):
    def __init__(self, text: str, at: datetime) -> None:
        fields = [{"in": "body", "field": "ended_at", "code": self.code}]
        super().__init__(text, ended_at=at.isoformat(), fields=fields)


class EndedBeforeStart(_EndImpossible):
    code = "ended_at_before_start"

    def __init__(self, at: datetime) -> None:
        super().__init__("A session cannot end before it has begun.", at)


class EndedInFuture(_EndImpossible):
    code = "ended_at_in_future"

    def __init__(self, at: datetime) -> None:
        super().__init__("A session cannot have ended in the future.", at)
