"""The price of a session as billing-api announced it: a copy for lists and sums."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from common.events import Envelope
from pydantic import BaseModel, ConfigDict

from sessions_api.sessions.models import Session


class ChargePriced(BaseModel):
    """charge.priced.v1 of billing-api."""

    model_config = ConfigDict(extra="ignore")

    session_id: UUID
    version: int
    amount: Decimal
    currency: str
    payment_status: str


class ChargeCopy:
    """Collects a batch's charges; of each session the highest version counts, in whatever order they come."""

    def __init__(self) -> None:
        self._charges = dict[UUID, ChargePriced]()

    async def take(self, envelope: Envelope) -> None:
        charge = ChargePriced.model_validate(envelope.data)
        known = self._charges.get(charge.session_id)
        if known is None or known.version < charge.version:
            self._charges[charge.session_id] = charge

    @property
    def session_ids(self) -> list[UUID]:
        return list(self._charges)

    def apply(self, sessions: Mapping[UUID, Session]) -> None:
        for session_id, charge in self._charges.items():
            session = sessions.get(session_id)
            if session is not None and session.charge_version < charge.version:
                session.amount, session.currency = charge.amount, charge.currency
                session.payment_status, session.charge_version = charge.payment_status, charge.version
