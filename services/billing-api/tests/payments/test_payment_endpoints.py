from datetime import datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest
from billing_api.sandbox.provider import SandboxProvider
from billing_api.sandbox.switches import SandboxBehaviour
from billing_factories import charge_of, payments_of, process, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, bearer

READER = bearer("payments:read")
CASHIER = bearer("payments:read", "payments:money", login="petrova")


async def paid(runtime: Runtime, **changes: Any) -> dict[str, Any]:
    data = session_data(**changes)
    await tell(runtime, data)
    await process(runtime)
    return data


class TestList:
    @pytest.mark.req("BIL-041", "BIL-049")
    async def test_most_recent_first_with_what_the_columns_need(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        assert isinstance(fresh.clock, FakeClock)
        first = await paid(fresh)
        fresh.clock.advance(minutes=1)
        second = await paid(fresh, energy_wh=1_000)
        page = (await client.get("/payments", headers=READER)).json()
        assert [one["session_id"] for one in page["items"]] == [second["session_id"], first["session_id"]]
        newest = page["items"][0]
        assert len(newest["number"]) == 14
        assert int(newest["number"]) > int(page["items"][1]["number"])
        assert (newest["operation"], newest["status"], newest["amount"]) == ("payment", "completed", "22.00")
        assert datetime.fromisoformat(newest["paid_at"]) == fresh.clock.now()

    async def test_filters_and_sorts(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        first, second = await paid(fresh), await paid(fresh)
        await tell(fresh, session_data())

        async def ids(**params: str) -> list[str]:
            answer = await client.get("/payments", params=params, headers=READER)
            assert answer.status_code == 200, answer.text
            return [one["session_id"] for one in answer.json()["items"]]

        assert await ids(session_id=first["session_id"]) == [first["session_id"]]
        assert await ids(status="completed", sort="number") == [first["session_id"], second["session_id"]]
        assert await ids(operation="refund") == []
        assert len(await ids(status="preparation")) == 1
        answer = await client.get("/payments", params={"sort": "colour"}, headers=READER)
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_sort")
        answer = await client.get("/payments", params={"colour": "red"}, headers=READER)
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_filter")


@pytest.mark.req("BIL-042", "ENU-594", "ENU-595")
async def test_details_hold_the_history(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = await paid(fresh)
    (payment,) = await payments_of(fresh, data)
    history = (await client.get(f"/payments/{payment.id}", headers=READER)).json()["history"]
    assert [(one["status"], one["origin"]) for one in history] == [
        ("preparation", "created_via_api"),
        ("default", "auto_processing"),
        ("processing", "auto_processing"),
        ("completing", "auto_processing"),
        ("completed", "auto_processing"),
    ]


class TestCancel:
    @pytest.mark.req("BIL-033", "BIL-040")
    async def test_an_unpaid_payment_is_broken_off_and_the_session_stays_unpaid(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        data = session_data()
        await tell(fresh, data)
        (payment,) = await payments_of(fresh, data)
        answer = await client.post(f"/payments/{payment.id}/cancel", headers=CASHIER)
        assert answer.status_code == 200, answer.text
        last = answer.json()["history"][-1]
        assert (last["status"], last["origin"], last["login"]) == ("cancelled", "user", "petrova")
        await process(fresh)
        assert (await charge_of(fresh, data)).payment_status == "not_paid"
        await tell(fresh, session_data(data["session_id"], revision=2))
        assert [one.status for one in await payments_of(fresh, data)] == ["cancelled"]  # unchanged: not asked again

    @pytest.mark.req("BIL-040")
    async def test_a_completed_one_is_not(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        data = await paid(fresh)
        (payment,) = await payments_of(fresh, data)
        answer = await client.post(f"/payments/{payment.id}/cancel", headers=CASHIER)
        assert (answer.status_code, answer.json()["code"]) == (409, "payment_transition_refused")


@pytest.mark.req("BIL-032", "ENU-583")
async def test_a_declined_payment_is_repeated_by_a_person(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data)
    await process(fresh, SandboxProvider(fresh.sessions, SandboxBehaviour(refuse=frozenset({Decimal("786.28")}))))
    (payment,) = await payments_of(fresh, data)
    answer = await client.post(f"/payments/{payment.id}/repeat", headers=CASHIER)
    assert answer.json()["status"] == "default"
    await process(fresh)
    charge = await charge_of(fresh, data)
    assert (charge.payment_status, str(charge.paid_amount)) == ("paid", "786.28")


async def test_another_organization_sees_nothing(fresh: Runtime, client: httpx.AsyncClient) -> None:
    own, other = uuid7(), uuid7()
    data = session_data(organization_id=str(own))
    await tell(fresh, data)
    (payment,) = await payments_of(fresh, data)
    rights = ("payments:read", "payments:money", "charges:read")
    stranger = bearer(*rights, organizations=[other], organization_id=other)
    owner = bearer(*rights, organizations=[own], organization_id=own)
    for path in ("/payments", "/charges"):
        for query in ({}, {"session_id": data["session_id"]}):
            assert (await client.get(path, params=query, headers=stranger)).json()["total"] == 0
            assert (await client.get(path, params=query, headers=owner)).json()["total"] == 1
    assert (await client.get(f"/payments/{payment.id}", headers=stranger)).status_code == 404
    for action in ("cancel", "repeat"):
        answer = await client.post(f"/payments/{payment.id}/{action}", headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (404, "payment_not_found")
