"""What billing announces about charges."""

from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from common.events import Event

from billing_api.charges.models import Charge, SessionPaymentStatus
from billing_api.holds.models import HoldStatus


class ChargePriced(Event):
    """The price of a session as of `revision` of the session; `version` grows with each publication."""

    type: ClassVar[str] = "charge.priced.v1"
    topic: ClassVar[str] = "charges"

    charge_id: UUID
    session_id: UUID
    revision: int
    version: int
    is_final: bool
    amount: Decimal
    currency: str
    payment_status: SessionPaymentStatus
    paid_amount: Decimal
    organization_id: UUID
    hold_status: HoldStatus | None
    hold_amount: Decimal | None

    @classmethod
    def of(cls, charge: Charge) -> Self:
        return cls(
            charge_id=charge.id,
            session_id=charge.session_id,
            revision=charge.session_revision,
            version=charge.version,
            is_final=charge.is_final,
            amount=charge.amount,
            currency=charge.currency,
            payment_status=charge.payment_status,
            paid_amount=charge.paid_amount,
            organization_id=charge.organization_id,
            hold_status=charge.hold_status,
            hold_amount=charge.hold_amount,
        )
