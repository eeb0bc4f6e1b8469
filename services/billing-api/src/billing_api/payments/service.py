"""What a person may do with a payment."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from common.audit import Link
from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.deeds import Deeds
from billing_api.holds.repository import HoldRepository
from billing_api.payments.errors import PaymentNotFound
from billing_api.payments.models import Payment
from billing_api.payments.receipts import receipt_of
from billing_api.payments.repository import PaymentRepository
from billing_api.payments.schemas import AttemptRead, HistoryEntry, PaymentDetails, PaymentRead, RefundRequest
from billing_api.payments.states import NEXT, Operation, Origin, PaymentStatus
from billing_api.settlement.balance import refundable_amount
from billing_api.settlement.models import Settlement
from billing_api.settlement.repository import SettlementRepository

Step = Callable[[Settlement, Payment], None]


def actions_of(payment: Payment, refundable: Decimal) -> list[str]:
    """BIL-067, BIL-068: cancel while nothing is final, repeat after an error, refund of what is left."""
    can = {
        "cancel": PaymentStatus.cancelled in NEXT[payment.status],
        "repeat": payment.status is PaymentStatus.error,
        "refund": payment.operation is Operation.payment and refundable > 0,
    }
    return [name for name, is_possible in can.items() if is_possible]


class PaymentService:
    def __init__(self, session: AsyncSession, clock: Clock, deeds: Deeds) -> None:
        self._session, self._clock, self._deeds = session, clock, deeds
        self._payments = PaymentRepository(session)

    async def details(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        payment = await self._visible(principal, payment_id)
        refunds = await self._payments.refunds(payment)
        left = refundable_amount(payment, refunds)
        seller = await self._payments.seller(payment)
        return PaymentDetails(
            **PaymentRead.model_validate(payment).model_dump(),
            history=[HistoryEntry.model_validate(entry) for entry in await self._payments.history(payment)],
            attempts_log=[AttemptRead.model_validate(entry) for entry in await self._payments.attempts(payment)],
            refunds=[PaymentRead.model_validate(one) for one in refunds],
            refundable_amount=left,
            receipts=[receipt for one in (payment, *refunds) if (receipt := receipt_of(one, *seller))],
            actions=actions_of(payment, left) if principal.may("payments:money") else [],
        )

    async def cancel(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        """Breaks an unpaid payment off (BIL-068); the session stays unpaid."""

        def step(_: Settlement, payment: Payment) -> None:
            before = payment.status
            payment.cancel(self._clock.now(), Origin.user, principal.login)
            self._record("payment_cancelled", payment, before)

        return await self._change(principal, payment_id, step)

    async def repeat(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        """Puts a failed payment into the queue again."""

        def step(_: Settlement, payment: Payment) -> None:
            before = payment.status
            payment.repeat(self._clock.now(), principal.login)
            self._record("payment_repeated", payment, before)

        return await self._change(principal, payment_id, step)

    async def refund(self, principal: Principal, payment_id: UUID, asked: RefundRequest) -> PaymentDetails:
        """Gives a completed payment back, wholly or in part (BIL-083, BIL-084); answers with the refund."""
        made: list[Payment] = []

        def step(settlement: Settlement, payment: Payment) -> None:
            now = self._clock.now()
            refund = settlement.refund(payment, asked.amount, now, asked.reason, principal.login)
            made.append(refund)
            self._record("payment_refunded", payment, None, amount=str(refund.amount), reason=asked.reason)

        await self._change(principal, payment_id, step)
        return await self.details(principal, made[0].id)

    def _record(self, operation: str, payment: Payment, before: PaymentStatus | None, **arguments: str) -> None:
        self._deeds.record(
            operation,
            Link("payment", payment.id, str(payment.number)),
            payment.organization_id,
            session_id=payment.session_id,
            arguments=arguments,
            before={"status": before.value} if before else None,
            after={"status": payment.status.value} if before else None,
        )

    async def called_back(self, payment_id: UUID) -> None:
        """A payment or hold that the provider decides about is asked for at once; any other is left as it is."""
        await HoldRepository(self._session).called_back(payment_id, self._clock.now())
        settlements = SettlementRepository(self._session, self._clock)
        for settlement in await settlements.lock(await self._payments.charge_ids([payment_id])):
            for payment in settlement.payments:
                if payment.id == payment_id:
                    payment.called_back(self._clock.now())

    async def _change(self, principal: Principal, payment_id: UUID, step: Step) -> PaymentDetails:
        charge_id = (await self._visible(principal, payment_id)).charge_id
        # read again under the lock of the charge: the loop may have moved it meanwhile
        self._session.expunge_all()
        settlements = SettlementRepository(self._session, self._clock)
        settlement = (await settlements.lock([charge_id]))[0]
        step(settlement, next(payment for payment in settlement.payments if payment.id == payment_id))
        settlement.follow()
        await settlements.save([settlement])
        return await self.details(principal, payment_id)

    async def _visible(self, principal: Principal, payment_id: UUID) -> Payment:
        payment = await self._payments.get(principal, payment_id)
        if payment is None:
            raise PaymentNotFound(payment_id)
        return payment
