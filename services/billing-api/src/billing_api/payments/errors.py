"""What billing refuses about payments."""

from uuid import UUID

from common.errors import Conflict, NotFound

from billing_api.payments.states import PaymentStatus


class PaymentNotFound(NotFound):
    code = "payment_not_found"

    def __init__(self, payment_id: UUID) -> None:
        super().__init__(f"There is no payment {payment_id}.", payment_id=str(payment_id))


class PaymentTransitionRefused(Conflict):
    code = "payment_transition_refused"

    def __init__(self, status: PaymentStatus, wanted: PaymentStatus) -> None:
        super().__init__(f"A payment in {status} cannot become {wanted}.", status=status, wanted=wanted)
