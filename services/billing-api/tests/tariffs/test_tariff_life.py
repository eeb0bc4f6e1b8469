"""All fields of a tariff are written and read; it is copied, switched off, deleted, and old prices stay."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from billing_api.tariffs.models import StationGroup, UserGroup
from billing_factories import STARTED_AT, audited, charge_of, make_tariff, session_data, tell
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, bearer

WRITER = bearer("tariffs:read", "tariffs:write", "charges:read")
OTHER = uuid7()
STRANGER = bearer("tariffs:read", "tariffs:write", "charges:read", organizations=[OTHER], organization_id=OTHER)
ALL_FIELDS: dict[str, Any] = {
    "name": "Ночной будний",
    "is_in_force": True,
    "periodicity": "weekly",
    "valid_from": "2026-01-17T00:00:00Z",
    "valid_to": "2027-01-17T00:00:00Z",
    "window_start": "23:00:00",
    "window_end": "07:00:00",
    "weekdays": [1, 2, 3, 4, 5],
    "connector_types": ["ccs2", "type2"],
    "priority": 50,
    "price_start": "15.00",
    "price_kwh": "11.00",
    "price_minute": "0.50",
    "price_idle_minute": "3.00",
    "free_idle_minutes": 15,
    "minimum": "50.00",
    "maximum": "5000.00",
}


async def groups(runtime: Runtime, organization_id: UUID) -> dict[str, str]:
    users = UserGroup(id=uuid7(), organization_id=organization_id, name="Такси", revision=1)
    stations = StationGroup(id=uuid7(), organization_id=organization_id, name="Станции по 11р", revision=1)
    async with runtime.sessions.begin() as session:
        session.add_all([users, stations])
    return {"user_group_id": str(users.id), "station_group_id": str(stations.id)}


@pytest.mark.req("TAR-011", "TAR-012", "TAR-013", "TAR-014", "TAR-015", "TAR-016", "TAR-017", "TAR-018", "TAR-019")
@pytest.mark.req("TAR-020", "TAR-021", "TAR-022", "TAR-023", "TAR-024", "TAR-032", "TAR-033", "TAR-035", "TAR-037")
@pytest.mark.req("TAR-038", "TAR-040", "TAR-041", "TAR-042", "TAR-043")
async def test_every_field_is_kept(fresh: Runtime, client: httpx.AsyncClient) -> None:
    organization = uuid7()
    limited = await groups(fresh, organization)
    body = {**ALL_FIELDS, **limited, "organization_id": str(organization)}
    created = await client.post("/tariffs", json=body, headers=WRITER)
    assert created.status_code == 201, created.text
    read = (await client.get(f"/tariffs/{created.json()['id']}", headers=WRITER)).json()
    assert {name: read[name] for name in body} == body
    assert (read["user_group_name"], read["station_group_name"]) == ("Такси", "Станции по 11р")
    items = (await client.get("/tariffs", params={"q": "будний"}, headers=WRITER)).json()["items"]
    assert items[0]["station_group_name"] == "Станции по 11р"


@pytest.mark.req("TAR-025")
async def test_what_is_not_given_is_empty(fresh: Runtime, client: httpx.AsyncClient) -> None:
    created = (await client.post("/tariffs", json={"name": "x", "connector_types": ["ccs2"]}, headers=WRITER)).json()
    empty = ("valid_to", "window_start", "window_end", "user_group_name", "station_group_name", "minimum", "maximum")
    assert [created[name] for name in empty] == [None] * len(empty)
    assert created["weekdays"] == []


async def test_groups_of_strangers_are_refused(fresh: Runtime, client: httpx.AsyncClient) -> None:
    limited = await groups(fresh, OTHER)
    answer = await client.post("/tariffs", json={**ALL_FIELDS, **limited}, headers=WRITER)
    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    assert [field["field"] for field in answer.json()["params"]["fields"]] == list(limited)


async def test_a_copy_has_the_same_terms_and_is_switched_off(fresh: Runtime, client: httpx.AsyncClient) -> None:
    tariff = (await client.post("/tariffs", json=ALL_FIELDS, headers=WRITER)).json()
    copy = (await client.post(f"/tariffs/{tariff['id']}/copy", json={}, headers=WRITER)).json()
    assert copy["id"] != tariff["id"]
    assert (copy["name"], copy["is_in_force"]) == ("Ночной будний (2)", False)
    same = set(ALL_FIELDS) - {"name", "is_in_force"}
    assert {name: copy[name] for name in same} == {name: tariff[name] for name in same}
    named = (await client.post(f"/tariffs/{tariff['id']}/copy", json={"name": "Выходной"}, headers=WRITER)).json()
    assert named["name"] == "Выходной"
    assert (await client.post(f"/tariffs/{tariff['id']}/copy", json={}, headers=STRANGER)).status_code == 403


@pytest.mark.req("TAR-010")
async def test_a_deleted_tariff_prices_nothing_new_and_old_breakdowns_stay(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    assert isinstance(fresh.clock, FakeClock)
    tariff_id = await make_tariff(fresh, name="Дневной", price_kwh="10.00", priority=1)
    before, late = session_data(energy_wh=1_000), session_data(energy_wh=2_000)
    await tell(fresh, before)
    fresh.clock.advance(seconds=1)
    assert (await client.delete(f"/tariffs/{tariff_id}", headers=WRITER)).status_code == 204
    assert (await client.get(f"/tariffs/{tariff_id}", headers=WRITER)).status_code == 404
    assert str(tariff_id) not in (await client.get("/tariffs", headers=WRITER)).text
    after = session_data(energy_wh=1_000, started_at=fresh.clock.now() + timedelta(minutes=1))
    await tell(fresh, late, after)  # one had begun before and is only told now
    assert [str((await charge_of(fresh, one)).amount) for one in (before, late, after)] == ["10.00", "20.00", "22.00"]
    assert (await charge_of(fresh, before)).groups[0]["tariff_name"] == "Дневной"
    [gone] = [one for one in await audited(fresh) if one["operation"] == "tariff_deleted"]
    assert gone["link_label"] == "Дневной"


async def test_only_the_owner_deletes_and_nobody_over_a_newer_edit(fresh: Runtime, client: httpx.AsyncClient) -> None:
    tariff = (await client.post("/tariffs", json=ALL_FIELDS, headers=WRITER)).json()
    path = f"/tariffs/{tariff['id']}"
    refused = await client.delete(path, headers=STRANGER)
    assert (refused.status_code, refused.json()["code"]) == (403, "tariff_of_another_organization")
    stale = await client.delete(path, headers={**WRITER, "If-Match": 'W/"7"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "edited_meanwhile")


@pytest.mark.req("TAR-052")
async def test_a_tariff_that_is_switched_off_keeps_its_values(fresh: Runtime, client: httpx.AsyncClient) -> None:
    tariff = (await client.post("/tariffs", json=ALL_FIELDS, headers=WRITER)).json()
    path = f"/tariffs/{tariff['id']}"
    off = (await client.patch(path, json={"is_in_force": False}, headers=WRITER)).json()
    on = (await client.patch(path, json={"is_in_force": True}, headers=WRITER)).json()
    assert off["is_in_force"] is False
    assert {name: on[name] for name in ALL_FIELDS} == {name: tariff[name] for name in ALL_FIELDS}
    deeds = [one for one in await audited(fresh) if one["operation"] == "tariff_changed"]
    assert (deeds[0]["before"], deeds[0]["after"]) == ({"is_in_force": True}, {"is_in_force": False})


async def test_a_late_register_prices_anew_and_the_old_calculation_stays(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    data = session_data(energy_wh=10_000)
    await tell(fresh, data)
    middle = (STARTED_AT + timedelta(minutes=30)).isoformat()
    await tell(fresh, {**data, "revision": 2, "energy_wh": 12_000, "registers": [[middle, 9_000]]})
    charge = await charge_of(fresh, data)
    path = f"/charges/{charge.id}/revisions"
    found = (await client.get(path, headers=WRITER)).json()
    assert [(one["revision"], one["amount"], one["energy_wh"]) for one in found["items"]] == [
        (2, "264.00", 12_000),
        (1, "220.00", 10_000),
    ]
    assert found["items"][1]["groups"][0]["lines"][1]["quantity"] == "10.00"
    refused = await client.get(path, headers=STRANGER)
    assert (refused.status_code, refused.json()["code"]) == (404, "charge_not_found")


async def test_the_list_is_exported_with_what_the_caller_may_see(fresh: Runtime, client: httpx.AsyncClient) -> None:
    body = {**ALL_FIELDS, "organization_id": str(OTHER)}
    await client.post("/tariffs", json=body, headers=WRITER)
    nobody = bearer("tariffs:read", organizations=[uuid7()], organization_id=uuid7())
    query = {"format": "csv", "language": "en", "columns": "name,window_start,weekdays,price_kwh"}
    for headers, expected in [(STRANGER, True), (nobody, False)]:
        answer = await client.get("/tariffs/export", params=query, headers=headers)
        assert answer.status_code == 200, answer.text
        assert "Круглосуточно" in answer.text  # the installation's own tariff prices everybody's sessions
        assert ("Ночной будний" in answer.text) is expected
