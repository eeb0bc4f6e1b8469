from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from common.events import Event


class CredentialSnapshot(Event):
    """What a station needs to know of a card and of its user; blocked when the user is."""

    type: ClassVar[str] = "credential.snapshot.v1"
    topic: ClassVar[str] = "credentials"

    credential_id: UUID
    kind: Literal["rfid"]
    hash: str
    last4: str
    user_id: UUID
    user_label: str
    organization_id: UUID | None
    is_blocked: bool
    expires_at: datetime | None
    allowed_station_ids: list[UUID] | None
    """Where its user may charge; None: everywhere."""
    energy_left_wh: int | None
    """What its user may still take, as in user.snapshot.v1; None: no limit."""
