"""Payments in the security log (SEC-024): that one was created, and that money moved and its receipt came to be."""

from collections.abc import Sequence

from common.audit import Audit, Link
from common.outbox import Outbox
from sqlalchemy import inspect

from billing_api.db import SOURCE
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus


class PaymentLog:
    """Made before the payments are written: only then can be seen what is new. A refund is the deed of a person."""

    def __init__(self, outbox: Outbox, moved: Sequence[Payment]) -> None:
        self._outbox = outbox
        self._created = [one for one in moved if _is_new(one) and one.operation is Operation.payment]
        self._completed = [one for one in moved if _is_completed_now(one)]

    def record(self) -> None:
        """Call it when numbers and ids are known."""
        for payment in self._created:
            self._tell("payment_created", "payment", payment)
        for payment in self._completed:
            self._tell("receipt_created", "receipt", payment)

    def _tell(self, operation: str, kind: str, payment: Payment) -> None:
        Audit.of_service(SOURCE).record(
            self._outbox,
            operation,
            Link(kind, payment.id, str(payment.number)),
            organization_id=payment.organization_id,
            session_id=payment.session_id,
            arguments={"operation": payment.operation, "amount": payment.amount, "currency": payment.currency},
        )


def _is_new(payment: Payment) -> bool:
    return not inspect(payment).persistent


def _is_completed_now(payment: Payment) -> bool:
    return payment.status is PaymentStatus.completed and inspect(payment).attrs.status.history.has_changes()
