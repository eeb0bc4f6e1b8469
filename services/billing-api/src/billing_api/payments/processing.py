"""Drives payments through their statuses, each step in a transaction of its own, the provider between two of them.

preparation → default → processing | call | → completing → completed. A worker that dies leaves a payment in the
status it had saved; `due_at` brings it back to whoever looks next. A payment that comes back in `processing` may have
been executed: the provider is asked by the key before anything is sent again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from common.clock import Clock
from common.db import Sessions

from billing_api.payments.models import Payment
from billing_api.payments.provider import Answer, Order, PaymentProvider, ProviderUnavailable
from billing_api.payments.repository import PaymentRepository
from billing_api.payments.states import PaymentStatus
from billing_api.settings import BillingSettings
from billing_api.settlement.models import Settlement
from billing_api.settlement.repository import SettlementRepository

log = structlog.get_logger()
_LONGEST_PAUSE = timedelta(minutes=5)
Due = Sequence[tuple[Settlement, Payment]]


@dataclass(frozen=True, slots=True)
class Attempt:
    order: Order
    number: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """`answer` is None when the provider did not say."""

    attempt: Attempt
    answer: Answer | None
    error: str = ""


class PaymentProcessor:
    """Any number of them may run side by side."""

    def __init__(self, sessions: Sessions, provider: PaymentProvider, clock: Clock, settings: BillingSettings) -> None:
        self._sessions, self._provider, self._clock, self._settings = sessions, provider, clock, settings
        self._lease = timedelta(seconds=settings.payment_lease_seconds)

    async def has_work(self) -> bool:
        """One cheap look, so that an idle service costs nothing."""
        async with self._sessions() as session:
            return await PaymentRepository(session).is_any_due(self._clock.now())

    async def run_once(self) -> int:
        """One batch through every step; the number of payments that took a step."""
        moved = await self.prepare()
        attempts = [*await self.resume(), *await self.begin()]
        await self.conclude(await self.call(attempts))
        return moved + len(attempts) + await self.complete() + await self.withdraw()

    async def prepare(self) -> int:
        async with self._due(PaymentStatus.preparation) as due:
            for settlement, payment in due:
                refusal = self._provider.refusal(Order.of(payment))
                if refusal:
                    payment.fail(self._clock.now(), refusal)
                else:
                    payment.queue(self._clock.now(), is_held=settlement.is_held(payment))
        return len(due)

    async def begin(self) -> list[Attempt]:
        """Saved as `processing` before the provider hears of it."""
        return await self._take(PaymentStatus.default, lambda payment: payment.begin(self._clock.now(), self._lease))

    async def resume(self) -> list[Attempt]:
        """Those whose worker died, or whose provider did not answer."""
        return await self._take(PaymentStatus.processing, lambda payment: payment.take(self._clock.now(), self._lease))

    async def _take(self, status: PaymentStatus, step: Callable[[Payment], None]) -> list[Attempt]:
        async with self._due(status) as due:
            for _, payment in due:
                step(payment)
        return [Attempt(Order.of(payment), payment.attempts) for _, payment in due]

    async def call(self, attempts: Sequence[Attempt]) -> list[Outcome]:
        gate = asyncio.Semaphore(self._settings.payment_concurrency)

        async def guarded(attempt: Attempt) -> Outcome:
            async with gate:
                return await self._ask(attempt)

        return list(await asyncio.gather(*(guarded(attempt) for attempt in attempts)))

    async def _ask(self, attempt: Attempt) -> Outcome:
        try:
            async with asyncio.timeout(self._settings.payment_call_seconds):
                earlier = await self._provider.find(attempt.order.key) if attempt.number > 1 else None
                return Outcome(attempt, earlier or await self._provider.execute(attempt.order))
        except TimeoutError:
            return Outcome(attempt, None, "provider_timeout")
        except ProviderUnavailable as error:
            return Outcome(attempt, None, str(error) or "provider_unavailable")

    async def conclude(self, outcomes: Sequence[Outcome]) -> None:
        """Saves what the provider said; a payment that was broken off meanwhile is left to `withdraw`."""
        if not outcomes:
            return
        by_key = {outcome.attempt.order.key: outcome for outcome in outcomes}
        async with self._held(list(by_key)) as settlements:
            for settlement in settlements:
                for payment in [item for item in settlement.payments if item.id in by_key]:
                    if payment.status is PaymentStatus.processing:
                        self._conclude(settlement, payment, by_key[payment.id])

    def _conclude(self, settlement: Settlement, payment: Payment, outcome: Outcome) -> None:
        now, answer = self._clock.now(), outcome.answer
        if answer is None:
            log.warning("payment.unanswered", payment_id=str(payment.id), error=outcome.error)
            payment.postpone(now + pause_after(outcome.attempt.number), outcome.error)
        elif answer.is_accepted:
            payment.accept(now, answer.code)
        else:
            payment.fail(now, answer.code)
            settlement.drop_refunds_of(payment, now, self._provider.name)

    async def complete(self) -> int:
        async with self._due(PaymentStatus.completing) as due:
            for settlement, payment in due:
                payment.complete(self._clock.now())
                settlement.release(self._clock.now())
        return len(due)

    async def withdraw(self) -> int:
        """Voids at the provider what was broken off while it was being processed."""
        async with self._due(PaymentStatus.cancelled) as due:
            for _, payment in due:
                payment.due_at = self._clock.now() + self._lease
        for _, payment in due:
            await self._void(payment.id)
        return len(due)

    async def _void(self, key: UUID) -> None:
        try:
            async with asyncio.timeout(self._settings.payment_call_seconds):
                await self._provider.void(key)
        except (TimeoutError, ProviderUnavailable) as error:
            log.warning("payment.void_unanswered", payment_id=str(key), error=repr(error))
            return
        async with self._held([key]) as settlements:
            next(item for one in settlements for item in one.payments if item.id == key).voided()

    @asynccontextmanager
    async def _due(self, status: PaymentStatus) -> AsyncIterator[Due]:
        """A transaction with the payments whose next step is due; saved, followed and announced at its end."""
        async with self._sessions.begin() as session:
            repository = SettlementRepository(session, self._clock)
            now = self._clock.now()
            charges = await PaymentRepository(session).claim_charges(status, now, self._settings.payment_batch)
            settlements = await repository.of(charges)
            yield [(one, payment) for one in settlements for payment in one.payments if _is_due(payment, status, now)]
            await _save(repository, settlements)

    @asynccontextmanager
    async def _held(self, payment_ids: Sequence[UUID]) -> AsyncIterator[list[Settlement]]:
        async with self._sessions.begin() as session:
            repository = SettlementRepository(session, self._clock)
            settlements = await repository.lock(await PaymentRepository(session).charge_ids(payment_ids))
            yield settlements
            await _save(repository, settlements)


async def _save(repository: SettlementRepository, settlements: Sequence[Settlement]) -> None:
    for settlement in settlements:
        settlement.follow()
    await repository.save(settlements)


def _is_due(payment: Payment, status: PaymentStatus, now: datetime) -> bool:
    return payment.status is status and payment.due_at is not None and payment.due_at <= now


def pause_after(attempt: int) -> timedelta:
    """1 s, 2 s, 4 s, … five minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt - 1, 16)), _LONGEST_PAUSE)
