from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from common.events import Event


class CredentialSnapshot(Event):
    """What a station needs to know of a card; blocked when the card's user is."""

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
