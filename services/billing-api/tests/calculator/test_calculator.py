"""«This tariff on that session»: what it would have cost, without a change."""

from typing import Any

import httpx
from billing_factories import STARTED_AT, charge_of, make_tariff, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer

READER = bearer("tariffs:read")
OTHER = uuid7()
STRANGER = bearer("tariffs:read", organizations=[OTHER], organization_id=OTHER)


async def ask(client: httpx.AsyncClient, headers: dict[str, str] = READER, **body: Any) -> httpx.Response:
    return await client.post("/tariffs/calculate", json=body, headers=headers)


async def test_a_saved_tariff_and_terms_that_are_not_saved(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data)
    tariff_id = await make_tariff(fresh, price_kwh="10.30", is_in_force=False)
    saved = (await ask(client, session_id=data["session_id"], tariff_id=str(tariff_id))).json()
    assert (saved["amount"], saved["charged_amount"], saved["obstacles"]) == ("368.12", "786.28", ["not_in_force"])
    terms = {"name": "x", "price_minute": "2.00", "connector_types": ["ccs2"], "valid_from": "2000-01-01T00:00:00Z"}
    unsaved = (await ask(client, session_id=data["session_id"], tariff=terms)).json()
    assert unsaved["amount"] == "120.00"
    assert [line["kind"] for line in unsaved["groups"][0]["lines"]] == ["start", "energy", "active_time"]
    assert str((await charge_of(fresh, data)).amount) == "786.28"


async def test_windows_and_registers_count(fresh: Runtime, client: httpx.AsyncClient) -> None:
    """Half of the energy flows in the first quarter of the hour; the tariff acts until then."""
    at = STARTED_AT.replace(minute=15)
    data = session_data(registers=[[at.isoformat(), 17_870]])
    await tell(fresh, data)
    terms = {
        "name": "x",
        "price_kwh": "10.00",
        "connector_types": ["type2"],
        "valid_from": "2000-01-01T00:00:00Z",
        "periodicity": "daily",
        "window_start": "12:00",
        "window_end": "12:15",
    }
    found = (await ask(client, session_id=data["session_id"], tariff=terms)).json()
    assert [group["tariff_name"] for group in found["groups"]] == ["x", None]
    assert found["groups"][0]["lines"][1]["quantity"] == "17.87"
    assert (found["amount"], found["obstacles"]) == ("178.70", ["connector_type"])


async def test_what_cannot_be_calculated(fresh: Runtime, client: httpx.AsyncClient) -> None:
    data = session_data()
    await tell(fresh, data)
    terms = {"name": "x", "connector_types": ["ccs2"]}
    for headers, body, status, code in [
        (READER, {"session_id": str(uuid7()), "tariff": terms}, 404, "session_not_priced"),
        (STRANGER, {"session_id": data["session_id"], "tariff": terms}, 404, "session_not_priced"),
        (READER, {"session_id": data["session_id"], "tariff_id": str(uuid7())}, 404, "tariff_not_found"),
        (READER, {"session_id": data["session_id"]}, 422, "validation_failed"),
        (READER, {"session_id": data["session_id"], "tariff": {"name": "x"}}, 422, "validation_failed"),
    ]:
        answer = await ask(client, headers, **body)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
