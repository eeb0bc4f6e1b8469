from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from common.events import Event


class AccessRevoked(Event):
    """Tokens of this subject that were made before `revoked_at` do not count any more (read by common.revocations)."""

    type: ClassVar[str] = "access.revoked.v1"
    topic: ClassVar[str] = "revocations"

    kind: Literal["user", "client", "sign_in"]
    subject_id: UUID
    revoked_at: datetime
