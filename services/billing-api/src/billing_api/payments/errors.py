"""What billing refuses about payments."""

from decimal import Decimal
from uuid import UUID

from common.errors import Conflict, NotFound

from billing_api.payments.states import PaymentStatus


class PaymentNotFound(NotFound):
    code = "payment_not_found"

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(f"There is no payment {payment_id}.", payment_id=str(payment_id))


class PaymentNotRefundable(Conflict):
    """Only a completed payment can be given back (BIL-067)."""

    code = "payment_not_refundable"

    def __init__(self, status: PaymentStatus) -> None:
        super().__init__(f"A payment in {status} cannot be given back.", status=status)


class RefundExceedsPaid(Conflict):
    """BIL-083: no more than was paid less what was given back already."""

    code = "refund_exceeds_paid"

    def __init__(self, refundable: Decimal) -> None:
        super().__init__(f"At most {refundable} can be given back.", refundable=str(refundable))


class PaymentTransitionRefused(Conflict):
    code = "payment_transition_refused"

    def __init__(self, status: PaymentStatus, wanted: PaymentStatus) -> None:
        super().__init__(f"A payment in {status} cannot become {wanted}.", status=status, wanted=wanted)
