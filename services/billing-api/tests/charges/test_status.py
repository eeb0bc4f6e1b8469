"""The session's payment status from its first fact to its payment (BIL-020..033)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from billing_api.charges.models import Charge
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import (
    STARTED_AT,
    charge_of,
    make_tariff,
    payments_of,
    process,
    processor,
    session_data,
    tell,
)
from common.service import Runtime
from common.testing.helpers import FakeClock


def summary(charge: Charge) -> tuple[str, str, bool]:
    return charge.payment_status.value, str(charge.amount), charge.is_final


@pytest.mark.req("BIL-024", "ENU-571")
async def test_a_new_session_is_not_calculated(fresh: Runtime) -> None:
    data = session_data(is_open=True, transaction=None, energy_wh=0)
    await tell(fresh, data)
    assert summary(await charge_of(fresh, data)) == ("not_calculated", "0.00", False)


@pytest.mark.req("BIL-020", "BIL-026", "ENU-573")
async def test_a_running_session_is_calculated_again_and_again(fresh: Runtime) -> None:
    data = session_data(is_open=True, energy_wh=1_000)
    await tell(fresh, data, at=STARTED_AT + timedelta(minutes=10))
    assert summary(await charge_of(fresh, data)) == ("interim_calculation", "22.00", False)
    await tell(fresh, {**data, "revision": 2, "energy_wh": 2_000}, at=STARTED_AT + timedelta(minutes=20))
    assert summary(await charge_of(fresh, data)) == ("interim_calculation", "44.00", False)
    assert await payments_of(fresh, data) == []


@pytest.mark.req("BIL-027", "BIL-028", "BIL-029", "BIL-032", "BIL-033", "ENU-574", "ENU-575", "ENU-576")
async def test_the_normal_sequence(fresh: Runtime) -> None:
    data = session_data(energy_wh=35_740)
    await tell(fresh, session_data(data["session_id"], revision=0, is_open=True, energy_wh=1))
    worker, seen = processor(fresh), []
    await tell(fresh, data)
    seen.append(summary(await charge_of(fresh, data)))
    await worker.prepare()
    seen.append(summary(await charge_of(fresh, data)))
    await process(fresh)
    charge = await charge_of(fresh, data)
    seen.append(summary(charge))
    assert seen == [
        ("payment_preparation", "786.28", True),
        ("not_paid", "786.28", True),
        ("paid", "786.28", True),
    ]
    assert charge.paid_amount == Decimal("786.28")


@pytest.mark.req("BIL-016", "BIL-022", "BIL-025", "BIL-036", "ENU-572")
@pytest.mark.parametrize("is_open", [True, False])
async def test_without_a_payer_no_payment_is_required(fresh: Runtime, is_open: bool) -> None:
    data = session_data(payer="none", is_open=is_open)
    await tell(fresh, data)
    await process(fresh)
    charge = await charge_of(fresh, data)
    assert (charge.payment_status, charge.groups, str(charge.amount)) == ("not_required", [], "0.00")
    assert await payments_of(fresh, data) == []


@pytest.mark.req("TAR-004")
async def test_without_a_tariff_no_payment_is_required(fresh: Runtime) -> None:
    data = session_data(connector_type="something_new")
    await tell(fresh, data)
    assert summary(await charge_of(fresh, data)) == ("not_required", "0.00", True)
    assert await payments_of(fresh, data) == []


@pytest.mark.parametrize("changes", [{"energy_wh": 0}, {"transaction": None, "energy_wh": 0}])
async def test_a_session_that_costs_nothing_needs_no_payment(fresh: Runtime, changes: dict[str, Any]) -> None:
    data = session_data(**changes)
    await tell(fresh, data)
    assert summary(await charge_of(fresh, data)) == ("not_required", "0.00", True)
    assert await payments_of(fresh, data) == []


async def test_an_unknown_payer_owes_until_he_is_known(fresh: Runtime) -> None:
    data = session_data(payer="unknown")
    await tell(fresh, data)
    await process(fresh)
    assert summary(await charge_of(fresh, data)) == ("not_paid", "786.28", True)
    (payment,) = await payments_of(fresh, data)
    assert (payment.status, payment.due_at) == ("default", None)
    assert await ledger(fresh.sessions) == []
    await tell(fresh, session_data(data["session_id"], revision=2))
    await process(fresh)
    assert (await charge_of(fresh, data)).payment_status == "paid"
    (paid,) = await payments_of(fresh, data)
    assert (paid.id, paid.payer_kind) == (payment.id, "user")


class TestDay:
    """BIL-021: a day or longer, seen live."""

    @pytest.mark.req("BIL-021", "ENU-579")
    async def test_a_live_session_is_cancelled_when_the_day_is_full(self, fresh: Runtime) -> None:
        data = session_data(is_open=True)
        await tell(fresh, data, at=STARTED_AT + timedelta(hours=23, minutes=59))
        assert (await charge_of(fresh, data)).payment_status == "interim_calculation"
        await tell(fresh, {**data, "revision": 2}, at=STARTED_AT + timedelta(hours=24))
        assert (await charge_of(fresh, data)).payment_status == "cancelled"
        await tell(fresh, session_data(data["session_id"], revision=3, lasts=timedelta(hours=25)))
        await process(fresh)
        assert (await charge_of(fresh, data)).payment_status == "cancelled"
        assert await payments_of(fresh, data) == []

    async def test_a_session_delivered_late_is_priced_in_full(self, fresh: Runtime) -> None:
        data = session_data(lasts=timedelta(hours=30), is_late=True)
        await tell(fresh, data, at=STARTED_AT + timedelta(days=3))
        await process(fresh)
        assert (await charge_of(fresh, data)).payment_status == "paid"

    async def test_a_worker_that_reads_late_does_not_make_a_session_longer(self, fresh: Runtime) -> None:
        data = session_data(is_open=True)
        assert isinstance(fresh.clock, FakeClock)
        fresh.clock.advance(days=2)
        await tell(fresh, data, at=STARTED_AT + timedelta(hours=1))
        assert (await charge_of(fresh, data)).payment_status == "interim_calculation"


@pytest.mark.req("BIL-030", "ENU-577")
async def test_a_payment_that_cannot_be_created(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, data)
    await process(fresh, SandboxProvider(fresh.sessions, SandboxBehaviour(limit=Decimal(100))))
    assert (await charge_of(fresh, data)).payment_status == "payment_creation_error"
    (payment,) = await payments_of(fresh, data)
    assert (payment.status, payment.error) == ("error", "amount_above_limit")


@pytest.mark.req("BIL-031", "BIL-033", "BIL-039", "ENU-578")
async def test_a_payment_that_is_declined(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, data)
    declining = SandboxBehaviour(refuse=frozenset({Decimal("786.28")}))
    await process(fresh, SandboxProvider(fresh.sessions, declining))
    charge = await charge_of(fresh, data)
    assert (charge.payment_status, str(charge.paid_amount)) == ("payment_error", "0.00")
    (payment,) = await payments_of(fresh, data)
    assert (payment.status, payment.error) == ("error", "declined")


@pytest.mark.req("BIL-023")
async def test_the_currency_is_that_of_the_installation(fresh: Runtime) -> None:
    data = session_data()
    await tell(fresh, data)
    (payment,) = await payments_of(fresh, data)
    assert ((await charge_of(fresh, data)).currency, payment.currency) == ("RUB", "RUB")


async def test_a_tariff_with_prices_of_all_kinds_reaches_the_charge(fresh: Runtime) -> None:
    await make_tariff(fresh, name="Полный", priority=1, price_start="10.00", price_kwh="20.00", price_minute="0.10")
    data = session_data(energy_wh=35_000)
    await tell(fresh, data)
    charge = await charge_of(fresh, data)
    assert str(charge.amount) == "716.00"
    assert [line["kind"] for line in charge.groups[0]["lines"]] == ["start", "energy", "active_time"]
