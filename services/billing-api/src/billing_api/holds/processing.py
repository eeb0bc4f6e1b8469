"""Drives holds, as PaymentProcessor drives payments: each step in a transaction, the provider between two of them.

asking | hold | → held or refused; releasing | void | → released. A worker that dies leaves a hold in the status it had
saved; one that comes back in `asking` may stand at the provider, which is asked by the key before anything is sent.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import structlog
from common.clock import Clock
from common.db import Sessions

from billing_api.holds.models import Hold, HoldStatus
from billing_api.holds.repository import HoldRepository
from billing_api.payments.pauses import pause_after
from billing_api.payments.provider import Answer, Order, PaymentProvider, ProviderUnavailable, Verdict
from billing_api.settings import BillingSettings
from billing_api.settlement.repository import SettlementRepository

log = structlog.get_logger()
Call = Callable[[Hold], Awaitable[Answer | None]]
Outcomes = dict[UUID, tuple[Answer | None, str]]
"""By hold: the provider's answer (None: it has none to give), and why there is none."""


class HoldProcessor:
    """Any number of them may run side by side."""

    def __init__(self, sessions: Sessions, provider: PaymentProvider, clock: Clock, settings: BillingSettings) -> None:
        self._sessions, self._provider, self._clock, self._settings = sessions, provider, clock, settings
        self._lease = timedelta(seconds=settings.payment_lease_seconds)

    async def has_work(self) -> bool:
        async with self._sessions() as session:
            return await HoldRepository(session).is_any_due(self._clock.now())

    async def run_once(self) -> int:
        """One batch; the number of holds that took a step."""
        asked, let_go = await self.take(HoldStatus.asking), await self.take(HoldStatus.releasing)
        await self.conclude(await self.call(asked, self._ask))
        await self.conclude(await self.call(let_go, self._void))
        return len(asked) + len(let_go)

    async def take(self, status: HoldStatus) -> list[Hold]:
        """Saved before the provider hears of it."""
        now = self._clock.now()
        async with self._sessions.begin() as session:
            settlements = SettlementRepository(session, self._clock)
            charges = await HoldRepository(session).claim_charges(status, now, self._settings.payment_batch)
            found = [hold for one in await settlements.of(charges) for hold in one.holds]
            due = [one for one in found if one.status is status and one.due_at is not None and one.due_at <= now]
            for hold in due:
                hold.take(now, self._lease)
        return due

    async def call(self, holds: Sequence[Hold], ask: Call) -> Outcomes:
        gate = asyncio.Semaphore(self._settings.payment_concurrency)

        async def guarded(hold: Hold) -> tuple[Answer | None, str]:
            async with gate:
                return await self._answer(hold, ask)

        answers = await asyncio.gather(*(guarded(hold) for hold in holds))
        return {hold.id: answer for hold, answer in zip(holds, answers, strict=True)}

    async def _answer(self, hold: Hold, ask: Call) -> tuple[Answer | None, str]:
        try:
            async with asyncio.timeout(self._settings.payment_call_seconds):
                return await ask(hold), ""
        except TimeoutError:
            return None, "provider_timeout"
        except ProviderUnavailable as error:
            return None, str(error) or "provider_unavailable"

    async def _ask(self, hold: Hold) -> Answer:
        order = Order.of_hold(hold)
        if refusal := self._provider.refusal(order):
            return Answer(Verdict.refused, refusal)
        earlier = await self._provider.find(hold.id) if hold.attempts > 1 else None
        return earlier or await self._provider.execute(order)

    async def _void(self, hold: Hold) -> None:
        await self._provider.void(hold.id)

    async def conclude(self, outcomes: Outcomes) -> None:
        """Saves what the provider said; a hold that is not needed any more meanwhile is let go whatever it said."""
        if not outcomes:
            return
        async with self._locked(list(outcomes)) as holds:
            for hold in holds:
                answer, error = outcomes[hold.id]
                if hold.status is HoldStatus.asking:
                    self._asked(hold, answer, error)
                elif hold.status is HoldStatus.releasing and answer is None:
                    self._let_go(hold, error)

    def _asked(self, hold: Hold, answer: Answer | None, error: str) -> None:
        again = self._clock.now() + pause_after(hold.attempts)
        if answer is None:
            hold.postpone(again, error)
        elif answer.verdict is Verdict.accepted:
            hold.accept()
        elif answer.verdict is Verdict.pending:
            patience = timedelta(seconds=self._settings.payment_pending_seconds)
            hold.postpone(max(again, self._clock.now() + patience), answer.code)
        else:
            log.info("hold.refused", hold_id=str(hold.id), code=answer.code)
            hold.refuse(answer.code)

    def _let_go(self, hold: Hold, error: str) -> None:
        if error:
            hold.postpone(self._clock.now() + pause_after(hold.attempts), error)
        else:
            hold.released()

    @asynccontextmanager
    async def _locked(self, hold_ids: list[UUID]) -> AsyncIterator[list[Hold]]:
        async with self._sessions.begin() as session:
            settlements = SettlementRepository(session, self._clock)
            found = await settlements.lock(await HoldRepository(session).charge_ids(hold_ids))
            yield [hold for one in found for hold in one.holds if hold.id in hold_ids]
            await settlements.save(found)
