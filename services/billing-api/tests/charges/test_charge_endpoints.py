import httpx
import pytest
from billing_factories import process, session_data, tell
from common.service import Runtime
from common.testing.helpers import bearer

READER = bearer("charges:read")


@pytest.mark.req("BIL-005", "BIL-013", "BIL-014", "BIL-015")
async def test_the_breakdown_of_a_session(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data, session_data())
    await process(fresh)
    page = (await client.get("/charges", params={"session_id": data["session_id"]}, headers=READER)).json()
    (charge,) = page["items"]
    assert (charge["amount"], charge["paid_amount"], charge["currency"]) == ("786.28", "786.28", "RUB")
    assert (charge["payment_status"], charge["is_final"], charge["is_payable"]) == ("paid", True, True)
    assert charge["revision"] == 1
    (group,) = charge["groups"]
    assert (group["tariff_name"], group["started_at"]) == ("Круглосуточно", "2026-11-25T09:00:00Z")
    assert group["lines"][1] == {
        "kind": "energy",
        "quantity": "35.74",
        "unit": "kwh",
        "price": "22.00",
        "amount": "786.28",
        "explanation": {"code": "energy_of_session", "params": {"energy_wh": 35740}},
    }


async def test_a_session_that_is_not_known_has_no_charge(client: httpx.AsyncClient) -> None:
    params = {"session_id": "0193f0b0-2222-7000-8000-00000000ffff"}
    assert (await client.get("/charges", params=params, headers=READER)).json()["items"] == []
