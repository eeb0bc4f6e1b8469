"""What a person may do with a payment."""

from collections.abc import Callable
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.payments.errors import PaymentNotFound
from billing_api.payments.models import Payment
from billing_api.payments.repository import PaymentRepository
from billing_api.payments.schemas import HistoryEntry, PaymentDetails, PaymentRead
from billing_api.payments.states import Origin
from billing_api.settlement.repository import SettlementRepository


class PaymentService:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session, self._clock = session, clock
        self._payments = PaymentRepository(session)

    async def details(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        payment = await self._visible(principal, payment_id)
        history = [HistoryEntry.model_validate(entry) for entry in await self._payments.history(payment)]
        return PaymentDetails(**PaymentRead.model_validate(payment).model_dump(), history=history)

    async def cancel(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        """Breaks an unpaid payment off (BIL-068); the session stays unpaid."""

        def step(payment: Payment) -> None:
            payment.cancel(self._clock.now(), Origin.user, principal.login)

        return await self._change(principal, payment_id, step)

    async def repeat(self, principal: Principal, payment_id: UUID) -> PaymentDetails:
        """Puts a failed payment into the queue again."""

        def step(payment: Payment) -> None:
            payment.repeat(self._clock.now(), principal.login)

        return await self._change(principal, payment_id, step)

    async def _change(self, principal: Principal, payment_id: UUID, step: Callable[[Payment], None]) -> PaymentDetails:
        charge_id = (await self._visible(principal, payment_id)).charge_id
        # read again under the lock of the charge: the loop may have moved it meanwhile
        self._session.expunge_all()
        settlements = SettlementRepository(self._session, self._clock)
        settlement = (await settlements.lock([charge_id]))[0]
        step(next(payment for payment in settlement.payments if payment.id == payment_id))
        settlement.follow()
        await settlements.save([settlement])
        return await self.details(principal, payment_id)

    async def _visible(self, principal: Principal, payment_id: UUID) -> Payment:
        payment = await self._payments.get(principal, payment_id)
        if payment is None:
            raise PaymentNotFound(payment_id)
        return payment
