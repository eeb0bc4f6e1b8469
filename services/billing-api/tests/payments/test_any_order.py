"""Prices that change, persons who give money back, a provider that refuses: in the end the sums agree, in any order."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import httpx
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus
from billing_api.sandbox.provider import ledger
from billing_api.settlement.balance import refundable_amount
from billing_factories import charge_of, payments_of, process, provider_with, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CASHIER = bearer("payments:read", "payments:money", login="petrova")
PRICE_KWH, LAST_KWH = Decimal("22.00"), 30
Step = tuple[str, int]
steps = st.one_of(
    st.tuples(st.just("kwh"), st.integers(1, 40)),
    st.tuples(st.just("give back"), st.integers(1, 300)),
    st.tuples(st.just("process"), st.integers(0, 1)),  # 1: the provider refuses everything
)


async def give_back(client: httpx.AsyncClient, payments: Sequence[Payment], roubles: int) -> None:
    """As a person would: of the first payment of which something is left."""
    for payment in payments:
        if left := refundable_amount(payment, payments):
            body = {"amount": str(min(left, Decimal(roubles))), "reason": "Простой"}
            answer = await client.post(f"/payments/{payment.id}/refund", json=body, headers=CASHIER)
            assert answer.status_code == 201, answer.text
            return


async def settle_in_the_end(runtime: Runtime, client: httpx.AsyncClient, data: dict[str, Any]) -> Sequence[Payment]:
    """A provider that does its work, and a person who repeats what it had refused."""
    for _ in range(3):
        await process(runtime)
        for payment in await payments_of(runtime, data):
            if payment.status is PaymentStatus.error:
                await client.post(f"/payments/{payment.id}/repeat", headers=CASHIER)
    return await payments_of(runtime, data)


async def kept_by_provider(runtime: Runtime, payments: Sequence[Payment]) -> Decimal:
    keys = {key for one in payments for key in (one.id, one.hold_id)}
    rows = [row for row in await ledger(runtime.sessions) if row.key in keys]
    moved = ((row.captured_amount or Decimal(0)) * (1 if row.operation == "payment" else -1) for row in rows)
    return sum(moved, Decimal(0))


def given_back_of(payment: Payment, payments: Sequence[Payment]) -> Decimal:
    standing = (one for one in payments if one.parent_id == payment.id and one.status is PaymentStatus.completed)
    return sum((one.amount for one in standing), Decimal(0))


@given(st.lists(steps, max_size=8))
@example([("kwh", 20), ("process", 0), ("give back", 100), ("kwh", 25), ("process", 1), ("give back", 50)])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_the_sums_agree_in_the_end(fresh: Runtime, client: httpx.AsyncClient, taken: list[Step]) -> None:
    session_id, revision = uuid7(), 1
    data = session_data(session_id, revision=revision, energy_wh=10_000)
    await tell(fresh, data)
    for step, number in taken:
        if step == "kwh":
            revision += 1
            await tell(fresh, session_data(session_id, revision=revision, energy_wh=number * 1_000))
        elif step == "give back":
            await give_back(client, await payments_of(fresh, data), number)
        else:
            await process(fresh, provider_with(fresh, refuse_all=bool(number)))
    await tell(fresh, session_data(session_id, revision=revision + 1, energy_wh=LAST_KWH * 1_000))
    await check(fresh, data, await settle_in_the_end(fresh, client, data))


async def check(runtime: Runtime, data: dict[str, Any], payments: Sequence[Payment]) -> None:
    charge = await charge_of(runtime, data)
    waived = sum((one.amount for one in payments if one.is_waiver), Decimal(0))
    assert {one.status for one in payments} <= {PaymentStatus.completed, PaymentStatus.cancelled}
    assert charge.paid_amount == max(PRICE_KWH * LAST_KWH - waived, Decimal(0))
    assert await kept_by_provider(runtime, payments) == charge.paid_amount
    assert charge.payment_status == "paid"
    paid: dict[UUID, Payment] = {one.id: one for one in payments if one.operation is Operation.payment}
    assert all(given_back_of(one, payments) <= one.amount for one in paid.values())
