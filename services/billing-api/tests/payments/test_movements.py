"""A payment is a movement, or an expected movement, of money: what the provider moved is what the payments say."""

from decimal import Decimal
from uuid import UUID

import httpx
import pytest
from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus
from billing_api.sandbox.provider import SandboxProvider, ledger
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import payments_of, process, session_data, tell
from common.service import Runtime
from common.testing.helpers import bearer
from sqlalchemy import select

CASHIER = bearer("payments:read", "payments:money", login="petrova")


async def told_by_payments(runtime: Runtime) -> dict[UUID, Decimal]:
    """What has moved: into our till, or out of it again."""
    async with runtime.sessions() as session:
        payments = await session.scalars(select(Payment).where(Payment.status == PaymentStatus.completed))
        return {one.id: one.amount if one.operation is Operation.payment else -one.amount for one in payments}


async def moved_by_provider(runtime: Runtime) -> dict[UUID, Decimal]:
    moved = [one for one in await ledger(runtime.sessions) if one.captured_amount]
    return {
        one.key: one.captured_amount if one.operation == "payment" else -one.captured_amount
        for one in moved
        if one.captured_amount is not None
    }


@pytest.mark.req("BIL-034")
async def test_expected_money_has_not_moved_and_moved_money_is_the_payments_sum(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    paid, refused, broken_off = session_data(), session_data(energy_wh=1_000), session_data(energy_wh=2_000)
    await tell(fresh, paid, refused, broken_off)
    payments = [payment for data in (paid, refused, broken_off) for payment in await payments_of(fresh, data)]
    assert [str(one.amount) for one in payments] == ["786.28", "22.00", "44.00"]
    assert {one.currency for one in payments} == {"RUB"}
    assert await moved_by_provider(fresh) == {} == await told_by_payments(fresh)

    await client.post(f"/payments/{payments[2].id}/cancel", headers=CASHIER)
    declining = SandboxBehaviour(refuse=frozenset({Decimal("22.00")}))
    await process(fresh, SandboxProvider(fresh.sessions, declining))
    assert await moved_by_provider(fresh) == {payments[0].id: Decimal("786.28")} == await told_by_payments(fresh)

    body = {"amount": "86.28", "reason": "x"}
    await client.post(f"/payments/{payments[0].id}/refund", json=body, headers=CASHIER)
    before = await told_by_payments(fresh)
    assert sum(before.values()) == Decimal("786.28")  # the refund is expected, and nothing has gone back yet
    await process(fresh)
    moved = await told_by_payments(fresh)
    assert await moved_by_provider(fresh) == moved
    assert sum(moved.values()) == Decimal("700.00")
