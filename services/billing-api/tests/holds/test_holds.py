"""Pre-authorisation: held while the session runs, captured of it what it cost, let go what is left, each once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import orjson
import pytest
from billing_api.db import OutboxMessage
from billing_api.holds.models import Hold, HoldStatus
from billing_api.payments.provider import Answer, Order, ProviderUnavailable
from billing_api.sandbox.models import Outcome, SandboxOperation
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.settings import BillingSettings
from billing_factories import (
    STARTED_AT,
    USER_ID,
    charge_of,
    payments_of,
    process,
    processor,
    provider_with,
    send_call_back,
    session_data,
    tell,
)
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, bearer
from sqlalchemy import select, text

CASHIER = bearer("payments:read", "payments:money", "charges:read")
HELD = Decimal("2000.00")
COST = Decimal("786.28")


def running(**changes: Any) -> dict[str, Any]:
    return session_data(is_open=True, revision=1, energy_wh=0, **changes)


def ended(data: dict[str, Any], revision: int = 9, **changes: Any) -> dict[str, Any]:
    return session_data(data["session_id"], revision=revision, **changes)


async def holds_of(runtime: Runtime) -> Sequence[Hold]:
    async with runtime.sessions() as session:
        return (await session.scalars(select(Hold).order_by(Hold.id))).all()


async def at_provider(runtime: Runtime) -> list[tuple[Decimal, Decimal | None, str]]:
    """What the provider knows: (held, captured of it, outcome), the largest first."""
    rows = [(row.amount, row.captured_amount, row.outcome.value) for row in await ledger(runtime.sessions)]
    return sorted(rows, key=lambda row: row[0], reverse=True)


def later(runtime: Runtime, seconds: float) -> None:
    assert isinstance(runtime.clock, FakeClock)
    runtime.clock.advance(seconds=seconds)


async def test_the_true_amount_is_captured_and_the_rest_goes_back(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = running()
    await tell(fresh, data)
    await process(fresh)
    assert await at_provider(fresh) == [(HELD, None, "accepted")]
    charge = await charge_of(fresh, data)
    assert (charge.hold_status, charge.hold_amount, charge.payment_status) == ("held", HELD, "interim_calculation")
    assert await payments_of(fresh, data) == []  # BIL-035: a payment is created when the session ends
    await tell(fresh, ended(data))
    await process(fresh)
    [hold], [payment] = await holds_of(fresh), await payments_of(fresh, data)
    assert (payment.amount, payment.status, payment.hold_id) == (COST, "completed", hold.id)
    assert (hold.status, hold.captured_amount) == ("captured", COST)
    assert await at_provider(fresh) == [(HELD, COST, "accepted")]
    [told] = (await client.get("/charges", params={"session_id": data["session_id"]}, headers=CASHIER)).json()["items"]
    assert (told["hold_status"], told["hold_amount"], told["payment_status"]) == ("captured", "2000.00", "paid")


async def test_a_refund_gives_back_what_was_captured_of_the_hold(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = running()
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, ended(data))
    await process(fresh)
    [payment] = await payments_of(fresh, data)
    answer = await client.post(f"/payments/{payment.id}/refund", json={"reason": "x"}, headers=CASHIER)
    assert answer.json()["amount"] == str(COST)
    await process(fresh)
    assert await at_provider(fresh) == [(HELD, COST, "accepted"), (COST, COST, "accepted")]
    refund = next(row for row in await ledger(fresh.sessions) if row.operation == "refund")
    assert refund.capture_key == payment.hold_id


async def test_the_same_start_twice_holds_once(fresh: Runtime) -> None:
    data = running()
    await tell(fresh, data)
    await tell(fresh, data)
    await tell(fresh, {**data, "revision": 2, "energy_wh": 100}, {**data, "revision": 3, "energy_wh": 200})
    await process(fresh)
    await tell(fresh, {**data, "revision": 4, "energy_wh": 300})
    await process(fresh)
    assert len(await holds_of(fresh)) == len(await at_provider(fresh)) == 1


@pytest.mark.parametrize(
    "changes",
    [{"payer": "none"}, {"payer": "unknown"}, {"is_late": True}, {"connector_type": "nothing"}],
    ids=["nobody pays", "payer unknown", "delivered late", "no tariff"],
)
async def test_what_nobody_pays_now_holds_nothing(fresh: Runtime, changes: dict[str, Any]) -> None:
    await tell(fresh, running(**changes))
    await process(fresh)
    assert await holds_of(fresh) == []


async def test_a_tariff_that_costs_nothing_holds_nothing(fresh: Runtime) -> None:
    async with fresh.sessions.begin() as session:
        await session.execute(text("update tariff_versions set terms = terms || jsonb_build_object('price_kwh', '0')"))
    await tell(fresh, running())
    await process(fresh)
    assert await holds_of(fresh) == []


async def test_a_payer_who_becomes_known_is_asked_then(fresh: Runtime) -> None:
    data = running(payer="unknown")
    await tell(fresh, data)
    await tell(fresh, running(session_id=data["session_id"]) | {"revision": 2})
    await process(fresh)
    assert [(one.payer_id, one.status) for one in await holds_of(fresh)] == [(USER_ID, "held")]


async def test_somebody_elses_session_lets_the_first_hold_go(fresh: Runtime) -> None:
    data, other = running(), uuid7()
    await tell(fresh, data)
    await process(fresh)
    payer = {"kind": "user", "id": str(other), "label": "petrov"}
    await tell(fresh, {**data, "revision": 2, "payer": payer})
    await process(fresh)
    assert [(one.payer_id, one.status) for one in await holds_of(fresh)] == [(USER_ID, "released"), (other, "held")]
    await tell(fresh, ended(data, payer="user") | {"payer": payer})
    await process(fresh)
    assert [row[1] for row in await at_provider(fresh)] == [None, COST]


async def test_more_than_the_hold_is_asked_for_as_a_whole(fresh: Runtime) -> None:
    data = running()
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, ended(data, energy_wh=100_000))
    await process(fresh)
    [payment] = await payments_of(fresh, data)
    assert (payment.amount, payment.status, payment.hold_id) == (Decimal("2200.00"), "completed", None)
    assert await at_provider(fresh) == [
        (Decimal("2200.00"), Decimal("2200.00"), "accepted"),
        (HELD, None, "voided"),
    ]


@pytest.mark.parametrize(
    "end",
    [{"energy_wh": 0}, {"payer": "none"}, {"lasts": timedelta(hours=25)}],
    ids=["nothing charged", "without payment", "longer than a day"],
)
async def test_a_session_that_costs_nothing_lets_its_hold_go(fresh: Runtime, end: dict[str, Any]) -> None:
    data = running()
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, ended(data, **end))
    await process(fresh)
    assert [one.status for one in await holds_of(fresh)] == ["released"]
    assert await payments_of(fresh, data) == []
    assert await at_provider(fresh) == [(HELD, None, "voided")]


async def test_a_session_that_ends_before_the_provider_has_answered(fresh: Runtime) -> None:
    data, worker = running(), processor(fresh)
    await tell(fresh, data)
    asked = await worker._holds.take(HoldStatus.asking)
    await tell(fresh, ended(data))
    await process(fresh)
    await worker._holds.conclude(await worker._holds.call(asked, worker._holds._ask))
    await process(fresh)
    assert [one.status for one in await holds_of(fresh)] == ["released"]
    assert sorted(row[1] or 0 for row in await at_provider(fresh)) == [0, COST]
    assert {row[2] for row in await at_provider(fresh) if row[1] is None} == {"voided"}


class TestRefused:
    """The station is charging already: the session goes on, its payer starts no other before it is paid."""

    @staticmethod
    async def debtors(runtime: Runtime) -> list[dict[str, Any] | None]:
        statement = select(OutboxMessage).where(OutboxMessage.topic == "debtors").order_by(OutboxMessage.id)
        async with runtime.sessions() as session:
            rows = (await session.scalars(statement)).all()
        return [orjson.loads(row.payload)["data"] if row.payload else None for row in rows]

    async def test_it_counts_as_a_debt_until_the_session_is_paid(self, fresh: Runtime) -> None:
        data = running()
        await tell(fresh, data)
        await process(fresh, provider_with(fresh, refuse=[HELD]))
        charge = await charge_of(fresh, data)
        assert (charge.hold_status, charge.payment_status) == ("refused", "interim_calculation")
        [debt] = await self.debtors(fresh)
        assert debt is not None
        assert (debt["payer_id"], debt["amount"], debt["sessions"]) == (str(USER_ID), "0.00", 1)
        await tell(fresh, {**data, "revision": 2, "energy_wh": 1_000}, at=STARTED_AT + timedelta(minutes=5))
        assert (await self.debtors(fresh))[-1] == {**debt, "amount": "22.00", "version": 2}
        await tell(fresh, ended(data))
        await process(fresh)
        assert (await charge_of(fresh, data)).payment_status == "paid"
        assert (await self.debtors(fresh))[-1] is None
        assert len(await holds_of(fresh)) == 1  # it is not asked for again

    async def test_a_payment_that_is_refused_too_stays_a_debt(self, fresh: Runtime) -> None:
        data, provider = running(), provider_with(fresh, refuse_all=True)
        await tell(fresh, data)
        await process(fresh, provider)
        await tell(fresh, ended(data))
        await process(fresh, provider)
        assert (await charge_of(fresh, data)).payment_status == "payment_error"
        last = (await self.debtors(fresh))[-1]
        assert last is not None
        assert (last["amount"], last["sessions"]) == ("786.28", 1)


class TestTrouble:
    async def test_an_answer_that_was_lost_is_asked_for(self, fresh: Runtime) -> None:
        await tell(fresh, running())
        await process(fresh, provider_with(fresh, lose_answer=[HELD]))
        [hold] = await holds_of(fresh)
        assert (hold.status, hold.error) == ("asking", "answer_lost")
        later(fresh, 1)
        await process(fresh)
        assert [one.status for one in await holds_of(fresh)] == ["held"]
        assert [row.calls for row in await ledger(fresh.sessions)] == [1]

    async def test_a_provider_that_decides_later_is_asked_when_it_calls_back(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        await tell(fresh, running())
        slow = provider_with(fresh, answer_later=[HELD])
        await process(fresh, slow)
        await slow.settle()
        assert [one.status for one in await holds_of(fresh)] == ["asking"]
        assert (await send_call_back(client, (await holds_of(fresh))[0].id)).status_code == 204
        assert (await send_call_back(client, (await holds_of(fresh))[0].id)).status_code == 204
        await process(fresh, slow)
        assert [one.status for one in await holds_of(fresh)] == ["held"]

    async def test_a_hold_that_the_provider_has_lost_is_made_up_for_by_the_payment(self, fresh: Runtime) -> None:
        data = running()
        await tell(fresh, data)
        await process(fresh)
        [hold] = await holds_of(fresh)
        async with fresh.sessions.begin() as session:
            row = await session.get_one(SandboxOperation, hold.id)
            row.outcome = Outcome.voided
        await tell(fresh, ended(data))
        await process(fresh)
        [payment] = await payments_of(fresh, data)
        assert (payment.status, payment.hold_id) == ("completed", None)
        assert await at_provider(fresh) == [(HELD, None, "voided"), (COST, COST, "accepted")]
        assert [one.status for one in await holds_of(fresh)] == ["released"]

    async def test_a_capture_whose_answer_was_lost_takes_the_amount_once(self, fresh: Runtime) -> None:
        data = running()
        await tell(fresh, data)
        await process(fresh)
        await tell(fresh, ended(data))
        await process(fresh, provider_with(fresh, lose_capture=[COST]))
        later(fresh, 2)
        await process(fresh)
        assert [one.status for one in await payments_of(fresh, data)] == ["completed"]
        assert await at_provider(fresh) == [(HELD, COST, "accepted")]

    async def test_letting_go_is_tried_until_the_provider_answers(self, fresh: Runtime) -> None:
        class Deaf(SandboxProvider):
            async def void(self, key: object) -> None:
                raise ProviderUnavailable("away")

        data = running()
        await tell(fresh, data)
        await process(fresh)
        await tell(fresh, ended(data, energy_wh=0))
        await process(fresh, Deaf(fresh.sessions))
        [hold] = await holds_of(fresh)
        assert (hold.status, hold.error) == ("releasing", "away")
        later(fresh, 1)
        await process(fresh)
        assert [one.status for one in await holds_of(fresh)] == ["released"]

    async def test_a_worker_that_dies_inside_the_call_holds_once(self, fresh: Runtime) -> None:
        class Killed(BaseException):
            """Stands for kill -9."""

        class Fragile(SandboxProvider):
            async def execute(self, order: Order) -> Answer:
                await super().execute(order)
                raise Killed

        await tell(fresh, running())
        with pytest.raises(Killed):
            await process(fresh, Fragile(fresh.sessions))
        later(fresh, 11)
        await process(fresh)
        assert [one.status for one in await holds_of(fresh)] == ["held"]
        assert [row.calls for row in await ledger(fresh.sessions)] == [1]

    async def test_above_the_providers_limit_nothing_is_sent(self, fresh: Runtime) -> None:
        await tell(fresh, running())
        await process(fresh, provider_with(fresh, limit=Decimal(100)))
        [hold] = await holds_of(fresh)
        assert (hold.status, hold.error) == ("refused", "amount_above_limit")
        assert await ledger(fresh.sessions) == []


async def test_a_payment_that_is_cancelled_lets_the_hold_go(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = running()
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, ended(data))
    [payment] = await payments_of(fresh, data)
    answer = await client.post(f"/payments/{payment.id}/cancel", headers=CASHIER)
    assert answer.status_code == 200, answer.text
    await process(fresh)
    assert [one.status for one in await holds_of(fresh)] == ["released"]
    assert await at_provider(fresh) == [(HELD, None, "voided")]


async def test_an_installation_may_hold_nothing(fresh: Runtime) -> None:
    assert isinstance(fresh.settings, BillingSettings)
    modest = replace(fresh, settings=fresh.settings.model_copy(update={"preauthorization_amount": Decimal(0)}))
    await tell(modest, running())
    assert await holds_of(fresh) == []
