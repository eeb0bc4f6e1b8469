"""Frames that the gateway could not use (frame.rejected.v1), kept for a person to look at."""

import hashlib
from typing import Any
from uuid import UUID

from common.events import Envelope
from common.ids import uuid7
from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.facts import Moment, Words
from sessions_api.quarantine.repository import add_rejected
from sessions_api.reconciliation.models import REJECTED_FRAME, WAITING

_OF_MONEY = frozenset({"StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"})
"""Each such frame is kept; of others one per station, action, reason and hour."""


class RejectedFrame(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    station_id: UUID
    action: Words | None = None
    reason: Words
    raw: Words
    protocol: Words | None = None
    message_id: Words | None = None
    quirks: list[Words] = []
    received_at: Moment

    @property
    def row(self) -> dict[str, Any]:
        fact = self.model_dump(mode="json")
        return {
            "id": uuid7(),
            "station_id": self.station_id,
            "transaction_number": "",
            "kind": REJECTED_FRAME,
            "state": WAITING,
            "fingerprint": hashlib.sha256(self._sameness.encode(errors="replace")).hexdigest(),
            "fact": fact,
            "received_at": self.received_at,
        }

    @property
    def _sameness(self) -> str:
        told = self.raw if self.action in _OF_MONEY or self.action is None else f"{self.received_at:%Y-%m-%dT%H}"
        return "\x1f".join((self.protocol or "", self.action or "", self.reason, told))


class RejectedFrames:
    """Collects a batch's frames and saves them by one statement."""

    def __init__(self, session: AsyncSession) -> None:
        self._session, self._frames = session, dict[str, dict[str, Any]]()

    async def take(self, envelope: Envelope) -> None:
        row = RejectedFrame.model_validate(envelope.data).row
        self._frames.setdefault(f"{row['station_id']} {row['fingerprint']}", row)

    async def save(self) -> None:
        await add_rejected(self._session, list(self._frames.values()))
