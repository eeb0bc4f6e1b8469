"""A provider that takes no real money: orders become rows of its ledger, in transactions of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import structlog
from common.clock import Clock, SystemClock
from common.db import Sessions
from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert

from billing_api.payments.provider import Answer, Order, ProviderUnavailable, Verdict
from billing_api.payments.states import Operation
from billing_api.sandbox.models import Outcome, SandboxOperation
from billing_api.sandbox.switches import SandboxBehaviour

log = structlog.get_logger()
_LEDGER = SandboxOperation.__table__.c
_VOID = "voided_before_arrival"
_VERDICTS = {
    Outcome.accepted: Verdict.accepted,
    Outcome.refused: Verdict.refused,
    Outcome.voided: Verdict.refused,
    Outcome.pending: Verdict.pending,
}
LATER = timedelta(seconds=1)
"""A pending order is decided after this time."""
CallBack = Callable[[UUID], Awaitable[None]]


async def silence(_: UUID) -> None:
    """Nobody is called back: the order is found out by asking."""


class SandboxProvider:
    """`call_back(key)` tells the merchant that a pending order was decided; the sandbox does so twice."""

    name = "sandbox"

    def __init__(
        self,
        sessions: Sessions,
        behaviour: SandboxBehaviour | None = None,
        *,
        clock: Clock | None = None,
        call_back: CallBack = silence,
    ) -> None:
        self._sessions, self.behaviour = sessions, behaviour or SandboxBehaviour()
        self._clock, self._call_back = clock or SystemClock(), call_back
        self._calling = set[asyncio.Task[None]]()

    def refusal(self, order: Order) -> str | None:
        limit = self.behaviour.limit
        return "amount_above_limit" if limit is not None and order.amount > limit else None

    async def execute(self, order: Order) -> Answer:
        await self._delay()
        answer, calls = await self._enter(order)
        if order.amount in self.behaviour.lose_answer and calls == 1:
            raise ProviderUnavailable("answer_lost")
        if answer.verdict is Verdict.pending and calls == 1:
            self._call_later(order.key)
        return answer

    async def capture(self, order: Order) -> Answer:
        """Takes the amount of what is held; a second time changes nothing."""
        await self._delay()
        is_held = (_LEDGER.outcome == Outcome.accepted, _LEDGER.captured_at.is_(None), _LEDGER.amount >= order.amount)
        taken = {"captured_at": self._clock.now(), "captured_amount": order.amount}
        async with self._sessions.begin() as session:
            statement = update(SandboxOperation).where(_LEDGER.key == order.held_under, *is_held).values(taken)
            is_first = await session.scalar(statement.returning(_LEDGER.key)) is not None
        if is_first and order.amount in self.behaviour.lose_capture:
            raise ProviderUnavailable("answer_lost")
        return await self.find(order.held_under) or Answer(Verdict.refused, "nothing_held")

    async def find(self, key: UUID) -> Answer | None:
        async with self._sessions.begin() as session:
            row = await session.get(SandboxOperation, key, with_for_update=True)
            if row is None:
                return None
            if row.outcome is Outcome.pending and row.created_at + LATER <= self._clock.now():
                row.outcome, row.code = Outcome.accepted, _code(key)
            return Answer(_VERDICTS[row.outcome], row.code)

    async def void(self, key: UUID) -> None:
        """An order that has not arrived yet is entered as voided, so that it finds its key taken."""
        row = {"key": key, "operation": "void", "amount": Decimal(0), "currency": "", "code": _VOID}
        statement = insert(SandboxOperation).values(**row, outcome=Outcome.voided)
        undone = {"outcome": Outcome.voided, "captured_at": None, "captured_amount": None}
        async with self._sessions.begin() as session:
            await session.execute(statement.on_conflict_do_update(index_elements=[_LEDGER.key], set_=undone))

    async def settle(self) -> None:
        """Waits for the call-backs that are on their way (tests, shutdown)."""
        await asyncio.gather(*self._calling)

    async def _delay(self) -> None:
        if self.behaviour.delay_seconds:
            await asyncio.sleep(self.behaviour.delay_seconds)

    async def _enter(self, order: Order) -> tuple[Answer, int]:
        """The row of the key: a new one, or what stood there (a refusal may be tried again)."""
        outcome, code = self._decide(order)
        is_moved = outcome is Outcome.accepted and order.operation is not Operation.payment
        captured_at, captured_amount = (self._clock.now(), order.amount) if is_moved else (None, None)
        values = {"operation": order.operation, "capture_key": order.capture_key, "amount": order.amount}
        statement = insert(SandboxOperation).values(
            key=order.key,
            currency=order.currency,
            outcome=outcome,
            code=code,
            captured_at=captured_at,
            captured_amount=captured_amount,
            created_at=self._clock.now(),
            **values,
        )
        was_refused = _LEDGER.outcome == Outcome.refused
        statement = statement.on_conflict_do_update(
            index_elements=[_LEDGER.key],
            set_={
                "calls": _LEDGER.calls + 1,
                "outcome": case((was_refused, outcome), else_=_LEDGER.outcome),
                "code": case((was_refused, code), else_=_LEDGER.code),
                "captured_at": case((was_refused, captured_at), else_=_LEDGER.captured_at),
                "captured_amount": case((was_refused, captured_amount), else_=_LEDGER.captured_amount),
            },
        )
        async with self._sessions.begin() as session:
            row = (await session.execute(statement.returning(_LEDGER.outcome, _LEDGER.code, _LEDGER.calls))).one()
        return Answer(_VERDICTS[row.outcome], row.code), row.calls

    def _decide(self, order: Order) -> tuple[Outcome, str]:
        if self.behaviour.refuse_all or order.amount in self.behaviour.refuse:
            return Outcome.refused, "declined"
        if order.operation is Operation.payment and order.amount in self.behaviour.answer_later:
            return Outcome.pending, "pending"
        return Outcome.accepted, _code(order.key)

    def _call_later(self, key: UUID) -> None:
        task = asyncio.create_task(self._call_twice(key))
        self._calling.add(task)
        task.add_done_callback(self._calling.discard)

    async def _call_twice(self, key: UUID) -> None:
        """As providers do when they did not see our first answer; one that is lost is made up for by asking."""
        await asyncio.sleep(LATER.total_seconds())
        decided = {"outcome": Outcome.accepted, "code": _code(key)}
        async with self._sessions.begin() as session:
            is_it = (_LEDGER.key == key, _LEDGER.outcome == Outcome.pending)
            await session.execute(update(SandboxOperation).where(*is_it).values(decided))
        for _ in range(2):
            try:
                await self._call_back(key)
            except Exception as error:  # noqa: BLE001 - a stranger's trouble with reaching us is not our failure
                log.warning("sandbox.call_back_failed", payment_id=str(key), error=repr(error)[:300])


def _code(key: UUID) -> str:
    return f"sandbox-{key.hex[-12:]}"


async def ledger(sessions: Sessions) -> list[SandboxOperation]:
    """The sandbox's rows, for people who check it from outside (tests, support)."""
    async with sessions() as session:
        return list(await session.scalars(select(SandboxOperation).order_by(SandboxOperation.created_at)))
