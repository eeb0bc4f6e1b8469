"""A provider that takes no real money: orders become rows of its ledger, in transactions of its own."""

import asyncio
from decimal import Decimal
from uuid import UUID

from common.db import Sessions
from sqlalchemy import case, select
from sqlalchemy.dialects.postgresql import insert

from billing_api.payments.provider import Answer, Order, ProviderUnavailable
from billing_api.sandbox.models import Outcome, SandboxOperation
from billing_api.sandbox.switches import SandboxBehaviour

_LEDGER = SandboxOperation.__table__.c
_VOID = "voided_before_arrival"


class SandboxProvider:
    name = "sandbox"

    def __init__(self, sessions: Sessions, behaviour: SandboxBehaviour | None = None) -> None:
        self._sessions, self._behaviour = sessions, behaviour or SandboxBehaviour()

    def refusal(self, order: Order) -> str | None:
        limit = self._behaviour.limit
        return "amount_above_limit" if limit is not None and order.amount > limit else None

    async def execute(self, order: Order) -> Answer:
        if self._behaviour.delay_seconds:
            await asyncio.sleep(self._behaviour.delay_seconds)
        answer, calls = await self._enter(order)
        if order.amount in self._behaviour.lose_answer and calls == 1:
            raise ProviderUnavailable("answer_lost")
        return answer

    async def find(self, key: UUID) -> Answer | None:
        async with self._sessions() as session:
            row = await session.get(SandboxOperation, key)
            return Answer(row.outcome is Outcome.accepted, row.code) if row else None

    async def void(self, key: UUID) -> None:
        """An order that has not arrived yet is entered as voided, so that it finds its key taken."""
        row = {"key": key, "operation": "void", "amount": Decimal(0), "currency": "", "code": _VOID}
        statement = insert(SandboxOperation).values(**row, outcome=Outcome.voided)
        async with self._sessions.begin() as session:
            await session.execute(
                statement.on_conflict_do_update(index_elements=[_LEDGER.key], set_={"outcome": Outcome.voided})
            )

    async def _enter(self, order: Order) -> tuple[Answer, int]:
        """The row of the key: a new one, or what stood there (a refusal may be tried again)."""
        outcome, code = self._decide(order)
        values = {"operation": order.operation, "capture_key": order.capture_key, "amount": order.amount}
        statement = insert(SandboxOperation).values(
            key=order.key, currency=order.currency, outcome=outcome, code=code, **values
        )
        was_refused = _LEDGER.outcome == Outcome.refused
        statement = statement.on_conflict_do_update(
            index_elements=[_LEDGER.key],
            set_={
                "calls": _LEDGER.calls + 1,
                "outcome": case((was_refused, outcome), else_=_LEDGER.outcome),
                "code": case((was_refused, code), else_=_LEDGER.code),
            },
        )
        async with self._sessions.begin() as session:
            row = (await session.execute(statement.returning(_LEDGER.outcome, _LEDGER.code, _LEDGER.calls))).one()
        return Answer(row.outcome is Outcome.accepted, row.code), row.calls

    def _decide(self, order: Order) -> tuple[Outcome, str]:
        if self._behaviour.refuse_all or order.amount in self._behaviour.refuse:
            return Outcome.refused, "declined"
        return Outcome.accepted, f"sandbox-{order.key.hex[-12:]}"


async def ledger(sessions: Sessions) -> list[SandboxOperation]:
    """The sandbox's rows, for people who check it from outside (tests, support)."""
    async with sessions() as session:
        return list(await session.scalars(select(SandboxOperation).order_by(SandboxOperation.created_at)))
