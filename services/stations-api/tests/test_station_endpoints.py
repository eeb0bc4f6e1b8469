import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from argon2 import PasswordHasher
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock, bearer
from sqlalchemy import text
from stations_api.regions.models import DEFAULT_REGION_ID
from stations_api.settings import ROOT_ORGANIZATION_ID
from stations_support import ALL_RIGHTS, API, Gateway, Maker, Operator, Worker, published, station_body


class TestCreate:
    @pytest.mark.req("STN-184", "STN-225", "ENU-072")
    async def test_a_new_station_is_in_the_list_and_announced(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station(number="EVSE55", key="evse55", maker="ACME")
        found = (await operator.get("/stations", q="evse55")).json()
        assert [item["id"] for item in found["items"]] == [station["id"]]
        assert (station["technical_status"], station["logical_status"]) == ("not_configured", "out_of_service")
        assert (station["region_id"], station["time_zone"]) == (str(DEFAULT_REGION_ID), "Europe/Moscow")
        assert station["organization_id"] == str(ROOT_ORGANIZATION_ID)
        [event] = await published(sessions, station["id"])
        assert (event["topic"], event["type"]) == ("stations", "station.snapshot.v1")
        assert event["data"]["secret_hash"].startswith("$argon2id$")

    @pytest.mark.req("ENU-015", "ENU-016", "ENU-017", "ENU-018", "ENU-019", "ENU-020", "ENU-021", "ENU-022")
    async def test_supply_follows_from_the_type(self, operator: Operator) -> None:
        types = ["type1", "type2", "gbt_ac", "gbt", "chademo", "ccs2", "tesla", "unknown"]
        connectors = [{"number": n, "type": kind, "max_power_w": 1} for n, kind in enumerate(types, 1)]
        station = await operator.station(connectors=connectors)
        supplies = [connector["supply"] for connector in station["connectors"]]
        assert supplies == ["ac", "ac", "ac", "dc", "dc", "dc", "unknown", "unknown"]

    @pytest.mark.req("STN-188")
    async def test_a_number_is_taken_once(self, operator: Operator) -> None:
        await operator.station(number="N-1", key="k-1")
        again = await operator.post("/stations", station_body("n-1", key="k-2"))
        assert (again.status_code, again.json()["code"]) == (409, "station_number_taken")

    @pytest.mark.req("STN-191")
    async def test_a_key_is_taken_once_in_any_case(self, operator: Operator) -> None:
        await operator.station(number="N-2", key="Key-2")
        again = await operator.post("/stations", station_body("N-3", key="KEY-2"))
        assert (again.status_code, again.json()["code"]) == (409, "station_key_taken")

    @pytest.mark.req("STN-222")
    async def test_without_connector_it_is_refused(self, operator: Operator) -> None:
        response = await operator.post("/stations", station_body(connectors=[]))
        assert response.status_code == 422
        assert response.json()["params"]["fields"][0]["field"] == "connectors"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("key", "with/slash"),
            ("key", "with:colon"),
            ("key", "x" * 49),
            ("number", ""),
            ("number", "x" * 101),
            ("name", "x" * 301),
            ("secret", "short"),
            ("power_limit_w", -1),
            ("protocol", "3.0"),
            ("surprise", 1),
            ("connectors", [{"number": 1, "type": "ccs2"}, {"number": 1, "type": "gbt"}]),
            ("connectors", [{"number": 0, "type": "ccs2"}]),
        ],
    )
    async def test_bad_input_names_its_field(self, operator: Operator, field: Any, value: Any) -> None:
        response = await operator.post("/stations", station_body(**{field: value}))
        assert (response.status_code, response.json()["code"]) == (422, "validation_failed")
        assert response.json()["params"]["fields"][0]["field"].startswith(field)

    async def test_unknown_region_and_organization_are_named(self, operator: Operator) -> None:
        region = await operator.post("/stations", station_body(region_id=str(uuid7())))
        owner = await operator.post("/stations", station_body(organization_id=str(uuid7())))
        assert (region.status_code, region.json()["code"]) == (422, "region_unknown")
        assert (owner.status_code, owner.json()["code"]) == (422, "organization_unknown")

    async def test_two_at_once_make_one(self, operator: Operator, sessions: Sessions) -> None:
        body = station_body()
        answers = await asyncio.gather(*(operator.post("/stations", body) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]

    async def test_the_same_request_twice_makes_one_station(self, operator: Operator) -> None:
        body = station_body()
        first = await operator.post("/stations", body, key="create-1")
        second = await operator.post("/stations", body, key="create-1")
        assert (second.status_code, second.json()["id"]) == (201, first.json()["id"])


class TestSecret:
    async def test_a_generated_secret_is_shown_once_and_stored_nowhere(
        self, operator: Operator, sessions: Sessions
    ) -> None:
        body = station_body()
        first = (await operator.post("/stations", body, key="secret-1")).json()
        again = (await operator.post("/stations", body, key="secret-1")).json()
        assert len(first["secret"]) == 40
        assert int(first["secret"], 16)
        assert again["secret"] is None
        assert "secret" not in (await operator.get(f"/stations/{first['id']}")).json()
        async with sessions() as session:
            stored = await session.scalar(text("select string_agg(answer::text, '') from idempotency_keys"))
            hashed = await session.scalar(
                text("select secret_hash from stations where id = :id"), {"id": UUID(first["id"])}
            )
        assert first["secret"] not in stored
        assert PasswordHasher().verify(hashed, first["secret"])

    async def test_a_given_secret_is_not_repeated(self, operator: Operator) -> None:
        response = await operator.post("/stations", station_body(secret="a-secret-of-ours-1"))
        assert response.json()["secret"] is None

    async def test_a_new_one_replaces_the_old(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        response = await operator.post(f"/stations/{station['id']}/secret", key="renew-1")
        repeated = await operator.post(f"/stations/{station['id']}/secret", key="renew-1")
        events = await published(sessions, station["id"], "stations")
        assert (response.status_code, repeated.json()["secret"]) == (201, None)
        assert [event["data"]["revision"] for event in events] == [1, 2]
        assert PasswordHasher().verify(events[-1]["data"]["secret_hash"], response.json()["secret"])


class TestUpdate:
    @pytest.mark.req("STN-013", "STN-226", "STN-238")
    async def test_everything_but_the_number_changes(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        path = f"/stations/{station['id']}"
        changed = await operator.patch(path, {"name": "New", "address": "Street 1", "is_activated": False})
        assert (changed.json()["name"], changed.json()["address"], changed.json()["revision"]) == ("New", "Street 1", 2)
        assert changed.headers["ETag"] == 'W/"2"'
        refused = await operator.patch(path, {"number": "OTHER"})
        assert (refused.status_code, refused.json()["params"]["fields"][0]["code"]) == (422, "extra_forbidden")
        assert (await published(sessions, station["id"]))[-1]["data"]["is_activated"] is False

    async def test_somebody_else_saved_first(self, operator: Operator) -> None:
        station = await operator.station()
        path = f"/stations/{station['id']}"
        etag = (await operator.get(path)).headers["ETag"]
        assert (await operator.patch(path, {"name": "A"}, if_match=etag)).status_code == 200
        late = await operator.patch(path, {"name": "B"}, if_match=etag)
        assert (late.status_code, late.json()["code"]) == (412, "edited_meanwhile")

    async def test_its_own_key_in_another_case_is_free(self, operator: Operator) -> None:
        station = await operator.station(number="OWN-1", key="own-1")
        other = await operator.station()
        assert (await operator.patch(f"/stations/{station['id']}", {"key": "OWN-1"})).status_code == 200
        taken = await operator.patch(f"/stations/{other['id']}", {"key": "own-1"})
        assert (taken.status_code, taken.json()["code"]) == (409, "station_key_taken")

    async def test_connectors_are_declared_anew(self, operator: Operator) -> None:
        station = await operator.station()
        connectors = [{"number": 2, "type": "gbt_ac", "max_power_w": 7000}, {"number": 3, "type": "gbt"}]
        changed = (await operator.patch(f"/stations/{station['id']}", {"connectors": connectors})).json()
        kept = station["connectors"][1]["id"]
        shown = [(one["number"], one["type"], one["supply"]) for one in changed["connectors"]]
        assert shown == [(2, "gbt_ac", "ac"), (3, "gbt", "dc")]
        assert changed["connectors"][0]["id"] == kept

    async def test_a_connector_that_charges_is_not_removed(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).started(1))
        body = {"connectors": [{"number": 2, "type": "type2"}]}
        refused = await operator.patch(f"/stations/{station['id']}", body)
        assert (refused.status_code, refused.json()["code"]) == (409, "connector_in_use")

    async def test_nothing_and_null_are_refused(self, operator: Operator) -> None:
        path = f"/stations/{(await operator.station())['id']}"
        assert (await operator.patch(path, {})).status_code == 422
        assert (await operator.patch(path, {"name": None})).status_code == 422
        assert (await operator.patch(path, {"organization_id": str(uuid7())})).status_code == 422


class TestScope:
    async def test_another_organization_sees_nothing(
        self, operator: Operator, operator_with: Callable[..., Operator], make_organization: Maker
    ) -> None:
        owner, stranger = await make_organization(), await make_organization()
        station = await operator.station(organization_id=str(owner))
        mine = operator_with(organizations=[owner], organization_id=owner)
        theirs = operator_with(organizations=[stranger], organization_id=stranger)
        path = f"/stations/{station['id']}"
        assert (await mine.get(path)).json()["organization_name"] == "Owner"
        assert [s["id"] for s in (await mine.get("/stations")).json()["items"]] == [station["id"]]
        assert (await theirs.get("/stations")).json()["total"] == 0
        assert (await theirs.get("/stations/summary")).json()["total"] == 0
        assert (await theirs.get("/stations/summary")).json()["connectors_total"] == 0
        assert (await theirs.get(path)).status_code == 404
        assert (await theirs.patch(path, {"name": "Mine now"})).status_code == 404
        assert (await theirs.post(f"{path}/secret")).status_code == 404

    async def test_nobody_gives_a_station_to_an_organization_he_does_not_see(
        self, operator_with: Callable[..., Operator], make_organization: Maker
    ) -> None:
        own, foreign = await make_organization(), await make_organization()
        person = operator_with(organizations=[own], organization_id=own)
        refused = await person.post("/stations", station_body(organization_id=str(foreign)))
        station = await person.station()
        moved = await person.patch(f"/stations/{station['id']}", {"organization_id": str(foreign)})
        assert (refused.status_code, moved.status_code) == (422, 422)
        assert station["organization_id"] == str(own)

    @pytest.mark.parametrize(
        ("method", "path", "right"),
        [
            ("GET", "/stations", "stations:read"),
            ("GET", "/stations/summary", "stations:read"),
            ("POST", "/stations", "stations:write"),
            ("GET", f"/stations/{UUID(int=1)}", "stations:read"),
            ("PATCH", f"/stations/{UUID(int=1)}", "stations:write"),
            ("POST", f"/stations/{UUID(int=1)}/secret", "stations:write"),
            ("GET", "/regions", "regions:read"),
            ("POST", "/regions", "regions:write"),
            ("GET", "/commands", "commands:read"),
            ("POST", "/commands", "stations:command"),
            ("GET", f"/commands/{UUID(int=1)}", "commands:read"),
        ],
    )
    async def test_each_endpoint_wants_its_right(
        self, http: httpx.AsyncClient, operator_with: Callable[..., Operator], method: Any, path: Any, right: Any
    ) -> None:
        others = [one for one in ALL_RIGHTS if one != right]
        refused = await http.request(method, API + path, headers=bearer(*others), json={})
        anonymous = await http.request(method, API + path, json={})
        assert (refused.status_code, refused.json()["params"].get("right")) == (403, right)
        assert anonymous.status_code == 401


class TestList:
    @pytest.mark.req("STN-005", "STN-054")
    async def test_heard_most_recently_first_never_heard_last(
        self,
        operator: Operator,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        clock: FakeClock,
        make_organization: Maker,
    ) -> None:
        owner = str(await make_organization("Sorted"))
        names = {}
        for name in ("never", "old", "new"):
            names[(await operator.station(organization_id=owner))["id"]] = name
        _, old, new = names
        await worker.apply(gateway_of({"id": old}).connected())
        clock.advance(seconds=30)
        await worker.apply(gateway_of({"id": new}).connected())
        found = (await operator.get("/stations", limit=100)).json()["items"]
        assert [names[s["id"]] for s in found if s["id"] in names] == ["new", "old", "never"]

    @pytest.mark.req("STN-007", "STN-009", "STN-010")
    async def test_filters(self, operator: Operator) -> None:
        region = (await operator.post("/regions", {"name": "Урал", "time_zone": "Asia/Yekaterinburg"})).json()
        station = await operator.station(
            number="FILTER-1", serial_number="SER-99", address="Нахимовский 5", region_id=region["id"]
        )
        await operator.patch(f"/stations/{station['id']}", {"is_activated": False})

        async def ids(**params: object) -> list[str]:
            return [item["id"] for item in (await operator.get("/stations", limit=100, **params)).json()["items"]]

        for text_part in ("ilter-", "ser-99", "нахимовск", "Station FILTER"):
            assert await ids(q=text_part) == [station["id"]]
        assert await ids(q="filter%") == []
        assert await ids(region_id=region["id"]) == [station["id"]]
        assert station["id"] in await ids(technical_status="not_configured")
        assert station["id"] not in await ids(technical_status="ok")
        assert station["id"] not in await ids(is_activated=True)
        assert station["id"] not in await ids(is_connected=True)

    async def test_unknown_filter_and_sort_are_refused(self, operator: Operator) -> None:
        by_filter = await operator.get("/stations", colour="red")
        by_sort = await operator.get("/stations", sort="colour")
        assert (by_filter.status_code, by_filter.json()["code"]) == (400, "unknown_filter")
        assert (by_sort.status_code, by_sort.json()["code"]) == (400, "unknown_sort")

    async def test_pages_by_cursor_show_each_station_once(self, operator: Operator) -> None:
        for _ in range(3):
            await operator.station()
        for sort in ("number", "-last_seen_at"):
            seen, cursor = [], None
            while True:
                place: dict[str, Any] = {"cursor": cursor} if cursor else {}
                page = (await operator.get("/stations", limit=2, sort=sort, **place)).json()
                seen += [item["id"] for item in page["items"]]
                cursor = page["next_cursor"]
                if cursor is None:
                    break
            assert len(seen) == len(set(seen)) == page["total"]


class TestSummary:
    async def test_counts(
        self,
        operator: Operator,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        operator_with: Callable[..., Operator],
        make_organization: Maker,
    ) -> None:
        owner = await make_organization("Summary")
        person = operator_with(organizations=[owner], organization_id=owner)
        station, idle = await person.station(), await person.station()
        gateway = gateway_of(station)
        power = {"measurand": "Power.Active.Import", "unit": "kW", "value": "41.5"}
        await worker.apply(
            gateway.connected(),
            gateway.booted(),
            gateway.status(0),
            gateway.status(1, "Charging"),
            gateway.started(1),
            gateway.measured(1, "77", power),
            gateway_of(idle).connected(),
        )
        assert (await person.get("/stations/summary")).json() == {
            "total": 2,
            "by_technical_status": {"ok": 1, "not_configured": 1},
            "connectors_total": 4,
            "connectors_charging": 1,
            "power_w": 41500,
        }
        await worker.apply(gateway.ended())
        assert (await person.get("/stations/summary")).json()["power_w"] == 0
