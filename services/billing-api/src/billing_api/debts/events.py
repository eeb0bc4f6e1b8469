"""What billing announces about debts: a compacted topic, a tombstone when the debt is paid."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from common.events import Event

from billing_api.debts.models import Debt

TOPIC = "debtors"


class DebtorSnapshot(Event):
    """Who owes how much; whoever starts a session for him refuses (`payer_has_debt`) while this stands."""

    type: ClassVar[str] = "debtor.snapshot.v1"
    topic: ClassVar[str] = TOPIC

    payer_id: UUID
    amount: Decimal
    currency: str
    sessions: int
    changed_at: datetime
    version: int

    @classmethod
    def of(cls, debt: Debt) -> Self:
        return cls(
            payer_id=debt.payer_id,
            amount=debt.amount,
            currency=debt.currency,
            sessions=debt.sessions,
            changed_at=debt.changed_at,
            version=debt.version,
        )
