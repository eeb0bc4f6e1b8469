"""Pure: which session wants a hold, which payment takes it, and when it is let go."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from common.ids import uuid7

from billing_api.charges.models import Charge, SessionPaymentStatus
from billing_api.holds.models import Hold, HoldStatus
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus

NOTHING_TO_PAY = (SessionPaymentStatus.not_required, SessionPaymentStatus.cancelled)


def wanted(charge: Charge, holds: Sequence[Hold], amount: Decimal, at: datetime) -> Hold | None:
    """For a running session whose payer is known, once: a refused one is not asked for again."""
    payer = charge.payer_id
    if payer is None or not amount or not _may_cost(charge) or any(one.payer_id == payer for one in holds):
        return None
    return Hold(
        id=uuid7(),
        charge_id=charge.id,
        payer_id=payer,
        amount=amount,
        currency=charge.currency,
        status=HoldStatus.asking,
        attempts=0,
        due_at=at,
        created_at=at,
    )


def covering(charge: Charge, holds: Sequence[Hold], payments: Sequence[Payment], amount: Decimal) -> UUID | None:
    """The hold of which a payment of this amount can be captured."""
    for hold in holds:
        is_enough = hold.status is HoldStatus.held and hold.amount >= amount
        if is_enough and hold.payer_id == charge.payer_id and payment_of(hold, payments) is None:
            return hold.id
    return None


def payment_of(hold: Hold, payments: Sequence[Payment]) -> Payment | None:
    """Who captures this hold."""
    takers = (one for one in payments if one.hold_id == hold.id and one.operation is Operation.payment)
    return next((one for one in takers if one.status is not PaymentStatus.cancelled), None)


def mind(charge: Charge, holds: Sequence[Hold], payments: Sequence[Payment], at: datetime) -> None:
    """Holds follow what became of the session and its payment; the charge tells of the latest."""
    for hold in (one for one in holds if one.is_standing):
        taker = payment_of(hold, payments)
        if taker is None and not (_may_cost(charge) and hold.payer_id == charge.payer_id):
            hold.release(at)
        elif taker is not None and taker.status is PaymentStatus.completed:
            hold.capture(taker.amount)
    if holds:
        charge.hold_status, charge.hold_amount = holds[-1].status, holds[-1].amount


def _may_cost(charge: Charge) -> bool:
    return not charge.is_final and charge.payment_status not in NOTHING_TO_PAY
