from typing import ClassVar
from uuid import UUID

from common.events import Event


class UserSnapshot(Event):
    type: ClassVar[str] = "user.snapshot.v1"
    topic: ClassVar[str] = "users"

    user_id: UUID
    login: str
    label: str
    organization_id: UUID | None
    is_blocked: bool
