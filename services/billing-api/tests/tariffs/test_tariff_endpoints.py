from typing import Any

import httpx
import pytest
from billing_api.organizations.models import ROOT_ORGANIZATION_ID as ROOT
from billing_api.organizations.models import Organization
from billing_api.tariffs.seed import DEFAULT_TARIFF_ID
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer

BODY: dict[str, Any] = {
    "name": "Ночной",
    "price_kwh": "11.00",
    "periodicity": "weekly",
    "window_start": "23:00",
    "window_end": "07:00",
    "weekdays": [7, 6, 6],
    "connector_types": ["ccs2", "chademo"],
}
WRITER = bearer("tariffs:read", "tariffs:write")


class TestCreate:
    async def test_what_was_written_is_read(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        created = await client.post("/tariffs", json=BODY, headers=WRITER)
        assert created.status_code == 201, created.text
        read = await client.get(f"/tariffs/{created.json()['id']}", headers=WRITER)
        assert read.headers["ETag"] == 'W/"1"'
        tariff = read.json()
        assert tariff["weekdays"] == [6, 7]
        assert (tariff["price_kwh"], tariff["price_start"], tariff["minimum"]) == ("11.00", "0.00", None)
        assert tariff["organization_id"] == str(ROOT)

    @pytest.mark.req("TAR-049")
    async def test_an_empty_start_means_from_now_on(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        tariff = (await client.post("/tariffs", json=BODY, headers=WRITER)).json()
        assert tariff["valid_from"] == fresh.clock.now().isoformat().replace("+00:00", "Z")
        assert tariff["valid_to"] is None

    @pytest.mark.req("TAR-027", "TAR-029", "TAR-034", "TAR-036", "TAR-039", "TAR-050")
    @pytest.mark.parametrize(
        ("changes", "field", "code"),
        [
            ({"name": "  "}, "name", "string_too_short"),
            ({"name": "x" * 251}, "name", "string_too_long"),
            ({"connector_types": []}, "connector_types", "too_short"),
            ({"price_kwh": "-0.01"}, "price_kwh", "greater_than_equal"),
            ({"price_kwh": "0.001"}, "price_kwh", "decimal_max_places"),
            ({"window_start": None}, "window_start", "required"),
            ({"weekdays": []}, "weekdays", "required"),
            (
                {"valid_from": "2026-01-02T00:00:00Z", "valid_to": "2026-01-01T00:00:00Z"},
                "valid_to",
                "precedes_start",
            ),
            ({"minimum": "10.00", "maximum": "5.00"}, "maximum", "below_minimum"),
            ({"colour": "red"}, "colour", "extra_forbidden"),
        ],
    )
    async def test_what_does_not_fit_is_refused(
        self, client: httpx.AsyncClient, changes: dict[str, Any], field: str, code: str
    ) -> None:
        answer = await client.post("/tariffs", json={**BODY, **changes}, headers=WRITER)
        assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
        assert [(one["field"], one["code"]) for one in answer.json()["params"]["fields"]] == [(field, code)]

    async def test_the_same_key_creates_once(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        headers = {**bearer("tariffs:write", "tariffs:read", subject=uuid7()), "Idempotency-Key": "k1"}
        first = await client.post("/tariffs", json=BODY, headers=headers)
        again = await client.post("/tariffs", json=BODY, headers=headers)
        assert first.json() == again.json()
        assert (await client.get("/tariffs", headers=WRITER)).json()["total"] == 2

    @pytest.mark.req("TAR-005")
    async def test_an_equal_tariff_at_the_same_time_is_warned_of(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        answer = (await client.post("/tariffs", json=BODY, headers=WRITER)).json()
        assert [(one["code"], one["params"]["name"]) for one in answer["warnings"]] == [
            ("same_priority", "Круглосуточно")
        ]
        daytime = {**BODY, "window_start": "07:00", "window_end": "23:00", "priority": 5}
        assert (await client.post("/tariffs", json=daytime, headers=WRITER)).json()["warnings"] == []
        night_too = {**BODY, "priority": 5}
        assert (await client.post("/tariffs", json=night_too, headers=WRITER)).json()["warnings"] == []


class TestChange:
    path = f"/tariffs/{DEFAULT_TARIFF_ID}"

    @pytest.mark.req("TAR-052")
    async def test_only_what_is_sent_changes(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        before = (await client.get(self.path, headers=WRITER)).json()
        answer = await client.patch(self.path, json={"is_in_force": False}, headers=WRITER)
        assert answer.headers["ETag"] == 'W/"2"'
        after = answer.json()
        changed = {name for name, value in before.items() if after[name] != value}
        assert changed == {"is_in_force", "revision", "updated_at"}
        again = (await client.patch(self.path, json={"is_in_force": True}, headers=WRITER)).json()
        assert {name for name in before if again[name] != before[name]} == {"revision", "updated_at"}

    async def test_two_people_at_one_tariff_get_a_readable_conflict(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        headers = {**WRITER, "If-Match": 'W/"1"'}
        assert (await client.patch(self.path, json={"name": "A"}, headers=headers)).status_code == 200
        answer = await client.patch(self.path, json={"name": "B"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (412, "edited_meanwhile")

    @pytest.mark.parametrize(
        ("change", "field"), [({"periodicity": "daily"}, "window_start"), ({"name": None}, "name")]
    )
    async def test_the_whole_must_still_fit(
        self, fresh: Runtime, client: httpx.AsyncClient, change: dict[str, Any], field: str
    ) -> None:
        answer = await client.patch(self.path, json=change, headers=WRITER)
        assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
        assert answer.json()["params"]["fields"][0]["field"] == field

    async def test_an_unknown_tariff_is_not_found(self, client: httpx.AsyncClient) -> None:
        answer = await client.patch(f"/tariffs/{uuid7()}", json={}, headers=WRITER)
        assert (answer.status_code, answer.json()["code"]) == (404, "tariff_not_found")


class TestScope:
    async def test_another_organization_sees_and_changes_nothing(
        self, fresh: Runtime, client: httpx.AsyncClient
    ) -> None:
        own, other = uuid7(), uuid7()
        rights = ("tariffs:read", "tariffs:write")
        owner = bearer(*rights, organizations=[own], organization_id=own)
        stranger = bearer(*rights, organizations=[other], organization_id=other)
        tariff = (await client.post("/tariffs", json=BODY, headers=owner)).json()
        assert tariff["organization_id"] == str(own)
        path = f"/tariffs/{tariff['id']}"
        assert (await client.get(path, headers=stranger)).status_code == 404
        assert (await client.patch(path, json={}, headers=stranger)).status_code == 404
        listed = (await client.get("/tariffs", headers=stranger)).json()["items"]
        assert [one["id"] for one in listed] == [str(DEFAULT_TARIFF_ID)]
        answer = await client.post("/tariffs", json={**BODY, "organization_id": str(own)}, headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (403, "tariff_of_another_organization")

    async def test_tariffs_from_above_are_read_but_not_changed(self, fresh: Runtime, client: httpx.AsyncClient) -> None:
        parent, child = uuid7(), uuid7()
        async with fresh.sessions.begin() as session:
            session.add_all([Organization(id=parent, name="", parent_id=ROOT)])
            session.add_all([Organization(id=child, name="", parent_id=parent)])
        upper = bearer("tariffs:write", organizations=[parent, child], organization_id=parent)
        lower = bearer("tariffs:read", "tariffs:write", organizations=[child], organization_id=child)
        tariff = (await client.post("/tariffs", json=BODY, headers=upper)).json()
        assert (await client.get("/tariffs", headers=lower)).json()["total"] == 2
        for tariff_id in (tariff["id"], DEFAULT_TARIFF_ID):
            answer = await client.patch(f"/tariffs/{tariff_id}", json={"name": "Мой"}, headers=lower)
            assert (answer.status_code, answer.json()["code"]) == (403, "tariff_of_another_organization")


@pytest.mark.req("TAR-007")
async def test_the_list_is_by_name_and_searched_by_a_part_of_it(fresh: Runtime, client: httpx.AsyncClient) -> None:
    for name in ("Яркий", "Авто 100%", "Базовый"):
        await client.post("/tariffs", json={**BODY, "name": name}, headers=WRITER)
    items = (await client.get("/tariffs", headers=WRITER)).json()["items"]
    assert [one["name"] for one in items] == sorted(one["name"] for one in items)
    found = (await client.get("/tariffs", params={"q": "зов"}, headers=WRITER)).json()["items"]
    assert [one["name"] for one in found] == ["Базовый"]
    found = (await client.get("/tariffs", params={"q": "00%"}, headers=WRITER)).json()["items"]
    assert [one["name"] for one in found] == ["Авто 100%"]
