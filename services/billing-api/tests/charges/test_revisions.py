"""Law 3 for money: one price per session under any duplicates and any order; differences, never edits."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from billing_api.charges.models import ChargeRevision
from billing_api.payments.models import Payment
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import charge_of, payments_of, process, processor, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select


def told(payments: Sequence[Payment]) -> list[tuple[str, str, str]]:
    return [(one.operation.value, str(one.amount), one.status.value) for one in payments]


async def balance(runtime: Runtime, payments: Sequence[Payment]) -> Decimal:
    """What the provider has really taken for these payments."""
    keys = {key for one in payments for key in (one.id, one.hold_id)}
    rows = [row for row in await ledger(runtime.sessions) if row.key in keys]
    taken = ((row.captured_amount or Decimal(0)) * (1 if row.operation == "payment" else -1) for row in rows)
    return sum(taken, Decimal(0))


def revision_of(session_id: UUID, number: int) -> dict[str, Any]:
    """A revision has one content; every third is of an open session. At 22.00 per kWh the amount tells which it was."""
    return session_data(session_id, revision=number, energy_wh=number * 1_000, is_open=number % 3 == 0)


LAST = 10
batches = st.lists(st.integers(1, LAST - 1), min_size=1, max_size=4)


@given(st.lists(batches | st.none(), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_any_order_of_revisions_ends_with_the_price_of_the_latest(
    fresh: Runtime, steps: list[list[int] | None]
) -> None:
    """A step is a batch of revisions, or None: the payments are processed."""
    session_id = uuid7()
    for batch in steps:
        if batch is None:
            await process(fresh)
        else:
            await tell(fresh, *(revision_of(session_id, number) for number in batch))
    last = revision_of(session_id, LAST)
    await tell(fresh, last, last)
    await process(fresh)
    await tell(fresh, *(revision_of(session_id, number) for number in range(LAST, 0, -1)))
    await process(fresh)
    charge, payments = await charge_of(fresh, last), await payments_of(fresh, last)
    assert (str(charge.amount), charge.session_revision) == ("220.00", LAST)
    assert (charge.payment_status, str(charge.paid_amount)) == ("paid", "220.00")
    assert await balance(fresh, payments) == Decimal("220.00")
    assert {one.status for one in payments} <= {"completed", "cancelled"}


@pytest.mark.req("BIL-035")
async def test_a_repeated_end_makes_no_second_payment(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, data, data)
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, data)
    await process(fresh)
    assert told(await payments_of(fresh, data)) == [("payment", "786.28", "completed")]


class TestDifference:
    async def test_more_energy_after_payment_is_asked_for_besides(self, fresh: Runtime) -> None:
        data = session_data(energy_wh=10_000)
        await tell(fresh, data)
        await process(fresh)
        await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=11_000))
        assert (await charge_of(fresh, data)).payment_status == "payment_preparation"
        await process(fresh)
        payments = await payments_of(fresh, data)
        assert told(payments) == [("payment", "220.00", "completed"), ("payment", "22.00", "completed")]
        assert (await charge_of(fresh, data)).payment_status == "paid"

    async def test_less_energy_after_payment_is_given_back_newest_first(self, fresh: Runtime) -> None:
        data = session_data(energy_wh=10_000)
        for revision, energy_wh in ((1, 10_000), (2, 12_000), (3, 9_000)):
            await tell(fresh, session_data(data["session_id"], revision=revision, energy_wh=energy_wh))
            await process(fresh)
        payments = await payments_of(fresh, data)
        assert told(payments) == [
            ("payment", "220.00", "completed"),
            ("payment", "44.00", "completed"),
            ("refund", "44.00", "completed"),
            ("refund", "22.00", "completed"),
        ]
        assert [one.parent_id for one in payments[2:]] == [payments[1].id, payments[0].id]
        charge = await charge_of(fresh, data)
        assert (charge.payment_status, str(charge.paid_amount)) == ("paid", "198.00")

    async def test_before_the_provider_knows_of_it_a_payment_is_replaced(self, fresh: Runtime) -> None:
        data = session_data(energy_wh=10_000)
        await tell(fresh, data)
        await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=12_000))
        await process(fresh)
        payments = await payments_of(fresh, data)
        assert told(payments) == [("payment", "220.00", "cancelled"), ("payment", "264.00", "completed")]
        assert await balance(fresh, payments) == Decimal("264.00")

    async def test_a_payment_under_way_is_completed_and_the_rest_given_back_after_it(self, fresh: Runtime) -> None:
        data, worker = session_data(energy_wh=10_000), processor(fresh)
        await tell(fresh, data)
        await worker.prepare()
        attempts = await worker.begin()
        await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=9_000))
        await worker.prepare()
        assert told(await payments_of(fresh, data)) == [
            ("payment", "220.00", "processing"),
            ("refund", "22.00", "default"),
        ]
        assert await worker.begin() == []  # nothing is given back before it was taken
        await worker.conclude(await worker.call(attempts))
        await process(fresh)
        payments = await payments_of(fresh, data)
        assert [one.status for one in payments] == ["completed", "completed"]
        assert await balance(fresh, payments) == (await charge_of(fresh, data)).paid_amount == Decimal("198.00")

    async def test_when_the_payment_under_way_is_declined_the_new_amount_is_asked_for(self, fresh: Runtime) -> None:
        data = session_data(energy_wh=10_000)
        declining = SandboxProvider(fresh.sessions, SandboxBehaviour(refuse=frozenset({Decimal("220.00")})))
        worker = processor(fresh, declining)
        await tell(fresh, data)
        await worker.prepare()
        attempts = await worker.begin()
        await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=9_000))
        await worker.conclude(await worker.call(attempts))
        await process(fresh, declining)
        payments = await payments_of(fresh, data)
        assert told(payments) == [
            ("payment", "220.00", "cancelled"),
            ("refund", "22.00", "cancelled"),
            ("payment", "198.00", "completed"),
        ]
        assert await balance(fresh, payments) == Decimal("198.00")

    async def test_a_payer_taken_away_after_payment_gets_everything_back(self, fresh: Runtime) -> None:
        data = session_data(energy_wh=10_000)
        await tell(fresh, data)
        await process(fresh)
        await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=10_000, payer="none"))
        await process(fresh)
        charge = await charge_of(fresh, data)
        assert (charge.payment_status, str(charge.paid_amount)) == ("not_required", "0.00")
        assert await balance(fresh, await payments_of(fresh, data)) == 0


async def test_final_calculations_are_kept(fresh: Runtime) -> None:
    data = session_data(energy_wh=10_000)
    await tell(fresh, session_data(data["session_id"], revision=0, is_open=True, energy_wh=1))
    await tell(fresh, data)
    await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=11_000))
    async with fresh.sessions() as session:
        kept = (await session.scalars(select(ChargeRevision).order_by(ChargeRevision.session_revision))).all()
    assert [(one.session_revision, str(one.amount)) for one in kept] == [(1, "220.00"), (2, "242.00")]


async def test_a_final_price_stands_while_a_session_is_open_again(fresh: Runtime) -> None:
    data = session_data(energy_wh=10_000)
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, session_data(data["session_id"], revision=2, energy_wh=11_000, is_open=True))
    charge = await charge_of(fresh, data)
    assert (charge.session_revision, charge.payment_status, str(charge.amount)) == (2, "paid", "220.00")
