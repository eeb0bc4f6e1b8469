"""A charge with its payments: the thing whose sums must agree."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from common.ids import uuid7

from billing_api.charges.facts import PayerKind
from billing_api.charges.models import Charge, SessionPaymentStatus
from billing_api.holds.models import Hold
from billing_api.holds.rules import covering, mind, wanted
from billing_api.payments.errors import PaymentNotRefundable, RefundExceedsPaid
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, Origin, PaymentStatus
from billing_api.pricing.rounding import ZERO
from billing_api.settlement.balance import movements, refundable_amount, total

_STATUS_OF = {
    PaymentStatus.preparation: SessionPaymentStatus.payment_preparation,
    PaymentStatus.default: SessionPaymentStatus.not_paid,
    PaymentStatus.processing: SessionPaymentStatus.not_paid,
    PaymentStatus.completing: SessionPaymentStatus.not_paid,
    PaymentStatus.error: SessionPaymentStatus.payment_error,
    PaymentStatus.cancelled: SessionPaymentStatus.not_paid,
}


@dataclass
class Settlement:
    charge: Charge
    payments: list[Payment] = field(default_factory=list)
    """In the order of their creation."""
    holds: list[Hold] = field(default_factory=list)
    """In the order of their creation, one per payer."""

    def want_hold(self, amount: Decimal, at: datetime) -> None:
        """Holds money for a session that runs, once for its payer."""
        if hold := wanted(self.charge, self.holds, amount, at):
            self.holds.append(hold)

    def leave_hold(self, payment: Payment) -> None:
        """It is paid otherwise, or not at all: its hold is let go."""
        if payment.operation is Operation.payment:
            payment.hold_id = None

    def mind_holds(self, at: datetime) -> None:
        mind(self.charge, self.holds, self.payments, at)

    def settle(self, at: datetime, provider: str) -> None:
        """Asks for, or gives back, the difference between what is due and what was moved (never edits)."""
        needed = movements(self.due_amount, self.payments)
        for payment in needed.withdraw:
            payment.cancel(at, Origin.recalculation)
        if needed.ask:
            self._add(Operation.payment, needed.ask, at, provider)
        for paid, part in needed.give_back:
            self._add(Operation.refund, part, at, provider, of=paid)

    def refund(self, payment: Payment, amount: Decimal | None, at: datetime, reason: str, login: str) -> Payment:
        """A person gives a completed payment back; None: all that is left of it. What is due falls with it."""
        left = refundable_amount(payment, self.payments)
        if not left and (payment.operation, payment.status) != (Operation.payment, PaymentStatus.completed):
            raise PaymentNotRefundable(payment.status)
        amount = left if amount is None else amount
        if not 0 < amount <= left:
            raise RefundExceedsPaid(left)
        refund = self._add(Operation.refund, amount, at, payment.provider, of=payment)
        refund.reason, refund.requested_by = reason, login
        return refund

    @property
    def due_amount(self) -> Decimal:
        """What shall have been paid in the end: the price less what persons have given back."""
        waived = sum((one.amount for one in self._waivers), ZERO)
        return max(self.charge.due_amount - waived, ZERO)

    @property
    def _waivers(self) -> list[Payment]:
        return [one for one in self.payments if one.is_waiver]

    def drop_refunds_of(self, payment: Payment, at: datetime, provider: str) -> None:
        """The payment did not succeed, so nothing of it can be given back: what is due is asked for anew."""
        refunds = [item for item in self.payments if item.parent_id == payment.id and item.is_unsent]
        for refund in refunds:
            refund.cancel(at, Origin.recalculation)
        if refunds:
            self.settle(at, provider)

    def release(self, at: datetime) -> None:
        """Lets go what waited: for a payer to become known, for the payment whose money a refund gives back."""
        charge = self.charge
        for payment in (item for item in self.payments if item.is_unsent):
            payment.payer_kind, payment.payer_id = charge.payer_kind, charge.payer_id
            payment.payer_label = charge.payer_label
            if not self.is_held(payment):
                payment.release(at)

    def is_held(self, payment: Payment) -> bool:
        if payment.parent_id is not None:
            parent = next(item for item in self.payments if item.id == payment.parent_id)
            return parent.status is not PaymentStatus.completed
        return self.charge.payer_kind == PayerKind.unknown

    def follow(self) -> None:
        """The session's payment status and paid amount follow from its payments (BIL-033)."""
        done = [payment for payment in self.payments if payment.status is PaymentStatus.completed]
        self.charge.paid_amount = total(done)
        if self.charge.is_final and self.charge.is_payable:
            self.charge.payment_status = self._status()

    def _status(self) -> SessionPaymentStatus:
        going_back = sum((one.amount for one in self._waivers if one.status is not PaymentStatus.completed), ZERO)
        if self.charge.paid_amount - going_back >= self.due_amount:
            return SessionPaymentStatus.paid
        asked = [payment for payment in self.payments if payment.operation is Operation.payment]
        open_ones = [payment for payment in asked if payment.status is not PaymentStatus.completed]
        if not open_ones:
            return SessionPaymentStatus.not_paid
        last = open_ones[-1]
        if last.status is PaymentStatus.error and not last.attempts:
            return SessionPaymentStatus.payment_creation_error
        return _STATUS_OF[last.status]

    def _add(
        self, operation: Operation, amount: Decimal, at: datetime, provider: str, of: Payment | None = None
    ) -> Payment:
        charge = self.charge
        hold_id = of.hold_id if of else covering(charge, self.holds, self.payments, amount)
        payment = Payment(
            id=uuid7(),
            charge_id=charge.id,
            session_id=charge.session_id,
            organization_id=charge.organization_id,
            station_id=charge.station_id,
            station_number=charge.station_number,
            connector_number=charge.connector_number,
            connector_type=charge.connector_type,
            time_zone=charge.time_zone,
            payer_kind=charge.payer_kind,
            payer_id=charge.payer_id,
            payer_label=charge.payer_label,
            operation=operation,
            amount=amount,
            currency=charge.currency,
            parent_id=of.id if of else None,
            hold_id=hold_id,
            provider=provider,
            attempts=0,
        )
        payment.created(at)
        self.payments.append(payment)
        return payment
