"""What billing announces about payments."""

from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from common.events import Event

from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus


class PaymentChanged(Event):
    """The payment's public state after a change; `version` grows with each."""

    type: ClassVar[str] = "payment.changed.v1"
    topic: ClassVar[str] = "payments"

    payment_id: UUID
    number: str
    session_id: UUID
    operation: Operation
    status: PaymentStatus
    amount: Decimal
    currency: str
    organization_id: UUID
    error: str | None
    version: int

    @classmethod
    def of(cls, payment: Payment) -> Self:
        return cls(
            payment_id=payment.id,
            number=str(payment.number),
            session_id=payment.session_id,
            operation=payment.operation,
            status=payment.status,
            amount=payment.amount,
            currency=payment.currency,
            organization_id=payment.organization_id,
            error=payment.error,
            version=payment.version,
        )
