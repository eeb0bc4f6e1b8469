"""Drives payments through their statuses, each step in a transaction of its own, the provider between two of them.

preparation → default → processing | hold | → completing | capture | → completed. A worker that dies leaves a payment
in the status it had saved; `due_at` brings it back to whoever looks next. A payment that comes back in `processing`
may have been executed: the provider is asked by the key before anything is sent again. One that comes back in
`completing` is captured again, which moves nothing twice.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from billing_api.holds.processing import HoldProcessor
from billing_api.payments.models import Payment
from billing_api.payments.pauses import pause_after
from billing_api.payments.provider import Answer, Order, PaymentProvider, ProviderUnavailable, Verdict
from billing_api.payments.repository import PaymentRepository
from billing_api.payments.states import AttemptOutcome, Operation, PaymentStatus
from billing_api.settings import BillingSettings
from billing_api.settlement.models import Settlement
from billing_api.settlement.repository import SettlementRepository

log = structlog.get_logger()
Due = Sequence[tuple[Settlement, Payment]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """`status`: where the payment stood when it was taken."""

    order: Order
    number: int
    status: PaymentStatus


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
        self._holds = HoldProcessor(sessions, provider, clock, settings)

    async def has_work(self) -> bool:
        """Two cheap looks, so that an idle service costs nothing."""
        async with self._sessions() as session:
            is_any_due = await PaymentRepository(session).is_any_due(self._clock.now())
        return is_any_due or await self._holds.has_work()

    async def run_once(self) -> int:
        """One batch through every step; the number of holds and payments that took a step."""
        moved = await self._holds.run_once() + await self.prepare()
        attempts = [*await self.resume(), *await self.begin()]
        await self.conclude(await self.call(attempts))
        return moved + len(attempts) + await self.complete() + await self.withdraw()

    async def complete(self) -> int:
        """The second step of what was accepted; a refund has none."""
        attempts = await self._retake(PaymentStatus.completing)
        await self.finish(await self.call(attempts))
        return len(attempts)

    async def prepare(self) -> int:
        async with self._due(PaymentStatus.preparation) as due:
            for settlement, payment in due:
                refusal = self._provider.refusal(Order.of(payment))
                if refusal:
                    settlement.leave_hold(payment)
                    payment.fail(self._clock.now(), refusal)
                else:
                    payment.queue(self._clock.now(), is_held=settlement.is_held(payment))
        return len(due)

    async def begin(self) -> list[Attempt]:
        """Saved as `processing` before the provider hears of it."""
        return await self._take(PaymentStatus.default, lambda payment: payment.begin(self._clock.now(), self._lease))

    async def resume(self) -> list[Attempt]:
        """Those whose worker died, or whose provider did not answer."""
        return await self._retake(PaymentStatus.processing)

    async def _retake(self, status: PaymentStatus) -> list[Attempt]:
        return await self._take(status, lambda payment: payment.take(self._clock.now(), self._lease))

    async def _take(self, status: PaymentStatus, step: Callable[[Payment], None]) -> list[Attempt]:
        async with self._due(status) as due:
            for _, payment in due:
                step(payment)
        return [Attempt(Order.of(payment), payment.attempts, status) for _, payment in due]

    async def call(self, attempts: Sequence[Attempt]) -> list[Outcome]:
        gate = asyncio.Semaphore(self._settings.payment_concurrency)

        async def guarded(attempt: Attempt) -> Outcome:
            async with gate:
                return await self._ask(attempt)

        return list(await asyncio.gather(*(guarded(attempt) for attempt in attempts)))

    async def _ask(self, attempt: Attempt) -> Outcome:
        try:
            async with asyncio.timeout(self._settings.payment_call_seconds):
                return Outcome(attempt, await self._answer(attempt))
        except TimeoutError:
            return Outcome(attempt, None, "provider_timeout")
        except ProviderUnavailable as error:
            return Outcome(attempt, None, str(error) or "provider_unavailable")

    async def _answer(self, attempt: Attempt) -> Answer:
        """A payment is held, then captured; what may have been sent before is asked for first."""
        if attempt.status is PaymentStatus.completing:
            if attempt.order.operation is Operation.payment:
                return await self._provider.capture(attempt.order)
            return await self._provider.find(attempt.order.key) or await self._provider.execute(attempt.order)
        if attempt.order.hold_key is not None:
            held = await self._provider.find(attempt.order.hold_key)
            if held is not None and held.verdict is Verdict.accepted:
                return replace(held, is_of_hold=True)
        earlier = await self._provider.find(attempt.order.key) if attempt.number > 1 else None
        return earlier or await self._provider.execute(attempt.order)

    async def conclude(self, outcomes: Sequence[Outcome]) -> None:
        """Saves what the provider said; a payment that was broken off meanwhile is left to `withdraw`."""
        async with self._answered(outcomes) as answered:
            for settlement, payment, outcome in answered:
                if payment.status is PaymentStatus.processing:
                    self._conclude(settlement, payment, outcome)

    async def finish(self, outcomes: Sequence[Outcome]) -> None:
        """Saves what became of the captures; one that was not answered, or not granted, is tried again."""
        async with self._answered(outcomes) as answered:
            for settlement, payment, outcome in answered:
                if payment.status is PaymentStatus.completing:
                    self._finish(settlement, payment, outcome)

    def _finish(self, settlement: Settlement, payment: Payment, outcome: Outcome) -> None:
        now, answer = self._clock.now(), outcome.answer
        if answer is not None and answer.verdict is Verdict.accepted:
            payment.complete(now)
            settlement.release(now)
        else:
            reason = outcome.error or (answer.code if answer else "")
            log.warning("payment.not_captured", payment_id=str(payment.id), error=reason)
            payment.postpone(now + pause_after(outcome.attempt.number), reason)

    @asynccontextmanager
    async def _answered(self, outcomes: Sequence[Outcome]) -> AsyncIterator[list[tuple[Settlement, Payment, Outcome]]]:
        """The payments of these outcomes under their locks; the calls are written down with their results."""
        by_key = {outcome.attempt.order.key: outcome for outcome in outcomes}
        if not by_key:
            yield []
            return
        async with self._held(list(by_key), outcomes) as settlements:
            yield [(one, item, by_key[item.id]) for one in settlements for item in one.payments if item.id in by_key]

    def _conclude(self, settlement: Settlement, payment: Payment, outcome: Outcome) -> None:
        now, answer = self._clock.now(), outcome.answer
        if answer is None:
            log.warning("payment.unanswered", payment_id=str(payment.id), error=outcome.error)
            payment.postpone(now + pause_after(outcome.attempt.number), outcome.error)
        elif answer.verdict is Verdict.accepted:
            if not answer.is_of_hold:
                settlement.leave_hold(payment)
            payment.accept(now, answer.code)
        elif answer.verdict is Verdict.pending:
            patience = timedelta(seconds=self._settings.payment_pending_seconds)
            payment.postpone(now + max(pause_after(outcome.attempt.number), patience), answer.code)
        else:
            settlement.leave_hold(payment)
            payment.fail(now, answer.code)
            settlement.drop_refunds_of(payment, now, self._provider.name)

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

    async def _log(self, session: AsyncSession, outcomes: Sequence[Outcome]) -> None:
        payments, now = PaymentRepository(session), self._clock.now()
        for one in outcomes:
            code = one.answer.code if one.answer else one.error
            found = {"ended_at": now, "outcome": _outcome_of(one), "code": code}
            await payments.end_attempt(one.attempt.order.key, one.attempt.number, **found)

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
    async def _held(
        self, payment_ids: Sequence[UUID], outcomes: Sequence[Outcome] = ()
    ) -> AsyncIterator[list[Settlement]]:
        async with self._sessions.begin() as session:
            repository = SettlementRepository(session, self._clock)
            await self._log(session, outcomes)
            settlements = await repository.lock(await PaymentRepository(session).charge_ids(payment_ids))
            yield settlements
            await _save(repository, settlements)


def _outcome_of(outcome: Outcome) -> AttemptOutcome:
    return AttemptOutcome(outcome.answer.verdict) if outcome.answer else AttemptOutcome.unanswered


async def _save(repository: SettlementRepository, settlements: Sequence[Settlement]) -> None:
    for settlement in settlements:
        settlement.follow()
    await repository.save(settlements)


def _is_due(payment: Payment, status: PaymentStatus, now: datetime) -> bool:
    return payment.status is status and payment.due_at is not None and payment.due_at <= now
