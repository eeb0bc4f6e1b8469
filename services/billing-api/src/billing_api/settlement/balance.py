"""Pure: which movements of money lead from what was asked for to what is due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus
from billing_api.pricing.rounding import ZERO


@dataclass(frozen=True, slots=True)
class Movements:
    """Payments to withdraw, an amount to ask for, and parts of earlier payments to give back."""

    withdraw: Sequence[Payment] = ()
    ask: Decimal = ZERO
    give_back: Sequence[tuple[Payment, Decimal]] = field(default_factory=tuple)


def movements(due: Decimal, payments: Sequence[Payment]) -> Movements:
    """An amount once sent is never edited; what has not been sent is withdrawn and replaced.

    What a person gives back stays, sent or not: what is due has fallen with it already. `payments` stand in the order
    of their creation.
    """
    unsent = [payment for payment in payments if payment.is_unsent and not payment.is_waiver]
    standing = [payment for payment in payments if payment.is_sent or (payment.is_unsent and payment.is_waiver)]
    moved = total(standing)
    if moved + total(unsent) == due:
        return Movements()
    difference = due - moved
    return Movements(unsent, max(difference, ZERO), _give_back(-difference, standing) if difference < 0 else ())


def total(payments: Sequence[Payment]) -> Decimal:
    return sum((payment.signed_amount for payment in payments), ZERO)


def _give_back(amount: Decimal, standing: Sequence[Payment]) -> list[tuple[Payment, Decimal]]:
    """From the newest payment backwards, of each no more than is left of it."""
    parts: list[tuple[Payment, Decimal]] = []
    for payment in reversed(standing):
        if payment.operation is Operation.payment and amount > 0:
            part = min(amount, refundable(payment, standing))
            parts += [(payment, part)] if part else []
            amount -= part
    return parts


def refundable_amount(payment: Payment, refunds: Sequence[Payment]) -> Decimal:
    """What is left of a completed payment: refunds that are still on their way count, broken-off ones do not."""
    if payment.operation is not Operation.payment or payment.status is not PaymentStatus.completed:
        return ZERO
    standing = [one for one in refunds if one.parent_id == payment.id and one.status is not PaymentStatus.cancelled]
    return payment.amount - sum((one.amount for one in standing), ZERO)


def refundable(payment: Payment, standing: Sequence[Payment]) -> Decimal:
    return payment.amount - sum((item.amount for item in standing if item.parent_id == payment.id), ZERO)
