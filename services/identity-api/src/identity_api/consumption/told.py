"""Our view of a session (topic `sessions`)."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

TYPES = ("session.started.v1", "session.updated.v1", "session.ended.v1")


class PayerTold(BaseModel):
    model_config = ConfigDict(extra="ignore")

    kind: Literal["user", "organization", "none", "unknown"]
    id: UUID | None = None


class SessionTold(BaseModel):
    model_config = ConfigDict(extra="ignore")

    session_id: UUID
    revision: int
    is_open: bool
    energy_wh: int
    payer: PayerTold
    credential_id: UUID | None = None
    """Of the card that started it."""

    @property
    def user_id(self) -> UUID | None:
        """Who started it without a card of his own: his login counts (USR-111)."""
        return self.payer.id if self.credential_id is None and self.payer.kind == "user" else None
