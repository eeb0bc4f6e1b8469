from typing import ClassVar
from uuid import UUID

from common.events import Event


class UserSnapshot(Event):
    """What others may know of a user; energies in Wh."""

    type: ClassVar[str] = "user.snapshot.v1"
    topic: ClassVar[str] = "users"

    user_id: UUID
    login: str
    label: str
    organization_id: UUID | None
    is_blocked: bool
    roles: list[str]
    """Names of his roles: who may be let in at a station without a password is one of them (CMD-014)."""
    allowed_station_ids: list[UUID] | None
    """None: everywhere."""
    energy_limit_wh: int | None
    energy_left_wh: int | None
    """Limit less what ended sessions took; may be negative. Sessions that run are not subtracted."""
