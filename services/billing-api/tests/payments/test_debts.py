"""A refused payment is a debt of its payer until it is paid; both are published."""

from decimal import Decimal
from typing import Any

import httpx
import orjson
import pytest
from billing_api.db import OutboxMessage
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import USER_ID, charge_of, payments_of, process, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer
from sqlalchemy import select

CASHIER = bearer("payments:read", "payments:money")
REFUSED = Decimal("786.28")


def refusing(runtime: Runtime, *amounts: Decimal) -> SandboxProvider:
    return SandboxProvider(runtime.sessions, SandboxBehaviour(refuse=frozenset(amounts or [REFUSED])))


async def told(runtime: Runtime) -> list[tuple[str, Any]]:
    """What stands on the topic `debtors`: (payer, amount and sessions), None for the end."""
    statement = select(OutboxMessage).where(OutboxMessage.topic == "debtors").order_by(OutboxMessage.id)
    async with runtime.sessions() as session:
        rows = (await session.scalars(statement)).all()
    bodies = [(row.key, orjson.loads(row.payload)["data"] if row.payload else None) for row in rows]
    return [(key, body and (body["amount"], body["sessions"], body["version"])) for key, body in bodies]


@pytest.mark.req("BIL-031")
async def test_a_refusal_makes_a_debt_and_a_successful_repetition_ends_it(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    data = session_data()
    await tell(fresh, data)
    assert await told(fresh) == []
    await process(fresh, refusing(fresh))
    assert (await charge_of(fresh, data)).payment_status == "payment_error"
    assert await told(fresh) == [(str(USER_ID), ("786.28", 1, 1))]
    [payment] = await payments_of(fresh, data)
    await client.post(f"/payments/{payment.id}/repeat", headers=CASHIER)
    await process(fresh)
    assert (await charge_of(fresh, data)).payment_status == "paid"
    assert await told(fresh) == [(str(USER_ID), ("786.28", 1, 1)), (str(USER_ID), None)]


async def test_debts_of_one_payer_add_up(fresh: Runtime) -> None:
    await tell(fresh, session_data(), session_data(energy_wh=1_000), session_data(energy_wh=2_000))
    await process(fresh, refusing(fresh, REFUSED, Decimal("22.00")))
    assert (await told(fresh))[-1] == (str(USER_ID), ("808.28", 2, 1))


async def test_a_payment_that_cannot_be_created_is_a_debt_too(fresh: Runtime) -> None:
    await tell(fresh, session_data())
    await process(fresh, SandboxProvider(fresh.sessions, SandboxBehaviour(limit=Decimal(100))))
    assert await told(fresh) == [(str(USER_ID), ("786.28", 1, 1))]


async def test_cancelling_is_forgiving(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data)
    await process(fresh, refusing(fresh))
    [payment] = await payments_of(fresh, data)
    await client.post(f"/payments/{payment.id}/cancel", headers=CASHIER)
    assert (await told(fresh))[-1] == (str(USER_ID), None)


async def test_what_a_person_has_given_back_is_not_owed(fresh: Runtime, client: httpx.AsyncClient) -> None:
    """A late register makes the session dearer by 22.00, which are refused; 100.00 of it were given back before."""
    data = session_data()
    await tell(fresh, data)
    await process(fresh)
    [payment] = await payments_of(fresh, data)
    body = {"amount": "100.00", "reason": "Не зарядилась"}
    await client.post(f"/payments/{payment.id}/refund", json=body, headers=CASHIER)
    await process(fresh)
    await tell(fresh, {**data, "revision": 2, "energy_wh": 36_740})
    await process(fresh, refusing(fresh, Decimal("22.00")))
    assert (await told(fresh))[-1] == (str(USER_ID), ("22.00", 1, 1))


async def test_a_debt_stands_while_something_else_of_the_session_is_given_back(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    data = session_data()
    await tell(fresh, data)
    await process(fresh)
    await tell(fresh, {**data, "revision": 2, "energy_wh": 36_740})
    await process(fresh, refusing(fresh, Decimal("22.00")))
    [first, _] = await payments_of(fresh, data)
    body = {"amount": "100.00", "reason": "Не зарядилась"}
    await client.post(f"/payments/{first.id}/refund", json=body, headers=CASHIER)
    assert (await charge_of(fresh, data)).payment_status == "payment_error"
    await process(fresh)
    assert (await charge_of(fresh, data)).payment_status == "payment_error"
    assert await told(fresh) == [(str(USER_ID), ("22.00", 1, 1))]


async def test_a_session_that_turns_out_to_be_somebody_elses_moves_the_debt(fresh: Runtime) -> None:
    data, other = session_data(), uuid7()
    await tell(fresh, data)
    await process(fresh, refusing(fresh))
    payer = {"kind": "user", "id": str(other), "label": "petrov"}
    await tell(fresh, {**data, "revision": 2, "payer": payer})
    assert dict(await told(fresh)) == {str(USER_ID): None, str(other): ("786.28", 1, 1)}


async def test_nobodys_session_is_nobodys_debt(fresh: Runtime) -> None:
    await tell(fresh, session_data(payer="unknown"))
    await process(fresh, refusing(fresh))
    assert await told(fresh) == []
