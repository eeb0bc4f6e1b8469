"""The stations list and the card: what each column and field shows, each filter and the default order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock, deeds
from stations_api.db import OutboxMessage
from stations_support import Gateway, Operator, Worker


@pytest.fixture
def tag() -> str:
    """A text that only the stations of one test have."""
    return uuid7().hex[-10:]


async def numbers(operator: Operator, tag: str, **filters: Any) -> list[str]:
    response = await operator.get("/stations", q=tag, **filters)
    assert response.status_code == 200, response.text
    return [item["number"] for item in response.json()["items"]]


class TestColumns:
    @pytest.mark.req(
        *("STN-013", "STN-015", "STN-017", "STN-018", "STN-019", "STN-020", "STN-021", "STN-022", "STN-023", "STN-025"),
        *("STN-074", "STN-075", "STN-076", "STN-077", "STN-078", "STN-080", "STN-082", "STN-085", "STN-086", "STN-087"),
        *("STN-088", "STN-089", "STN-090", "STN-092", "STN-093", "STN-094", "STN-095"),
    )
    async def test_what_was_entered_is_in_the_list_and_in_the_card(
        self, operator: Operator, make_organization: Any, tag: str
    ) -> None:
        owner = await make_organization("Энерго")
        region = (await operator.post("/regions", {"name": f"R {tag}", "time_zone": "Asia/Omsk"})).json()
        entered = {
            "number": f"EVSE{tag}",
            "key": f"key{tag}",
            "name": "DC CS3.2 60kW",
            "address": "Омск, ул. Ленина, 1",
            "operating_mode": "home",
            "protocol": "2.0.1",
            "serial_number": "10000000aba2b966",
            "factory_number": "F-17",
            "model": "Z1",
            "maker": "ACME",
            "maker_code": "ACM",
            "organization_id": str(owner),
            "region_id": region["id"],
            "description": "У входа",
            "working_hours": "8-20",
            "latitude": 54.98,
            "longitude": 73.36,
            "earthing_type": "tns",
            "cable_cross_section_mm2": 95.0,
            "cable_length_m": 12,
            "breaker_current_a": 250.0,
        }
        created = await operator.station(**entered)
        [listed] = (await operator.get("/stations", q=tag)).json()["items"]
        card = (await operator.get(f"/stations/{created['id']}")).json()
        assert {name: card[name] for name in entered} == entered
        assert listed == card
        assert (card["organization_name"], card["organization_number"]) == ("Энерго", "40000000000002")
        assert (card["region_name"], card["time_zone"], card["last_seen_at"]) == (f"R {tag}", "Asia/Omsk", None)
        assert [(one["number"], one["type"], one["available_power_w"]) for one in card["connectors"]] == [
            (1, "ccs2", 60_000),
            (2, "type2", 22_000),
        ]

    @pytest.mark.req("STN-016", "STN-049", "STN-106", "STN-107", "STN-113")
    async def test_what_the_station_tells_is_there_too(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected(), gateway.booted(), gateway.status(0), gateway.status(1, "Charging"))
        await worker.apply(gateway.status(3))
        card = (await operator.get(f"/stations/{station['id']}")).json()
        assert (card["technical_status"], card["logical_status"], card["ocpp_status"]) == ("ok", "working", "Available")
        assert (card["is_connected"], card["last_seen_at"], card["addresses"]) == (
            True,
            clock.now().isoformat().replace("+00:00", "Z"),
            ["10.0.0.9"],
        )
        shown = [(one["number"], one["type"], one["status"], one["is_confirmed"]) for one in card["connectors"]]
        assert shown[0] == (1, "ccs2", "in_progress", True)
        assert shown[2] == (3, "unknown", "available", False)


class TestFilters:
    @pytest.mark.req("STN-006")
    @pytest.mark.parametrize("field", ["number", "name", "address", "serial_number"])
    async def test_any_part_of_four_texts_in_any_case(self, operator: Operator, tag: str, field: str) -> None:
        station = await operator.station(**{field: f"Ab{tag}Yz"})
        assert await numbers(operator, f"B{tag}y".upper()) == [station["number"]]

    @pytest.mark.req("STN-007", "STN-009")
    async def test_by_technical_status_and_by_region(self, operator: Operator, tag: str) -> None:
        region = (await operator.post("/regions", {"name": tag, "time_zone": "UTC"})).json()
        one = await operator.station(name=tag, region_id=region["id"])
        await operator.station(name=tag)
        assert await numbers(operator, tag, region_id=region["id"]) == [one["number"]]
        assert len(await numbers(operator, tag, technical_status="not_configured")) == 2
        assert await numbers(operator, tag, technical_status="ok") == []

    @pytest.mark.req("STN-008", "STN-005", "STN-054")
    async def test_by_the_last_contact_which_is_the_order_too(
        self,
        operator: Operator,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        clock: FakeClock,
        tag: str,
    ) -> None:
        never, earlier, later = [await operator.station(name=tag) for _ in range(3)]
        began = clock.now()
        for station in (earlier, later):
            await worker.apply(gateway_of(station).connected())
            clock.advance(hours=1)
        assert await numbers(operator, tag) == [later["number"], earlier["number"], never["number"]]
        half = (began + timedelta(minutes=30)).isoformat()
        assert await numbers(operator, tag, seen_from=half) == [later["number"]]
        assert await numbers(operator, tag, seen_from=began.isoformat(), seen_to=half) == [earlier["number"]]

    @pytest.mark.req("STN-004")
    async def test_pages_tell_how_many_there_are(self, operator: Operator, tag: str) -> None:
        for _ in range(3):
            await operator.station(name=tag)
        page = (await operator.get("/stations", q=tag, limit=2, sort="number")).json()
        assert (len(page["items"]), page["total"], page["total_is_exact"]) == (2, 3, True)
        rest = (await operator.get("/stations", q=tag, limit=2, sort="number", cursor=page["next_cursor"])).json()
        found = [item["number"] for item in page["items"] + rest["items"]]
        assert found == sorted(found)
        assert len(set(found)) == 3


class TestForms:
    @pytest.mark.req("STN-192", "STN-193", "STN-194", "STN-201", "STN-224", "STN-078")
    async def test_what_is_left_out_has_its_initial_value(self, operator: Operator) -> None:
        station = await operator.station()
        assert (station["operating_mode"], station["region_name"], station["address"]) == ("normal", "Россия", None)
        listed = (await operator.get("/stations", q=station["number"])).json()
        assert [item["id"] for item in listed["items"]] == [station["id"]]

    @pytest.mark.req("STN-227", "STN-240")
    async def test_a_copy_needs_a_number_and_a_key_of_its_own(self, operator: Operator) -> None:
        source = await operator.station(description="У входа", power_limit_w=60_000)
        kept = ("name", "protocol", "kind", "operating_mode", "power_limit_w", "description", "region_id")
        connectors = [{name: one[name] for name in ("number", "type", "max_power_w")} for one in source["connectors"]]
        copy = {name: source[name] for name in kept} | {"connectors": connectors}
        for field, code in (("number", "station_number_taken"), ("key", "station_key_taken")):
            own = {"number": uuid7().hex, "key": uuid7().hex} | {field: source[field]}
            refused = await operator.post("/stations", copy | own)
            assert (refused.status_code, refused.json()["code"]) == (409, code)
        made = await operator.post("/stations", copy | {"number": uuid7().hex, "key": uuid7().hex})
        assert {name: made.json()[name] for name in kept} == {name: source[name] for name in kept}

    @pytest.mark.req("STN-242", "STN-237", "STN-238")
    async def test_a_change_is_in_the_security_log(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station(comment="a")
        await operator.patch(f"/stations/{station['id']}", {"comment": "b"})
        [deed] = await deeds(sessions, OutboxMessage, operation="station_changed", link_id=station["id"])
        assert (deed["link_type"], deed["before"], deed["after"]) == ("station", {"comment": "a"}, {"comment": "b"})
        refused = await operator.patch(f"/stations/{station['id']}", {"number": "other"})
        assert refused.status_code == 422


class TestCommandsOfPeople:
    @pytest.mark.req("CMD-035", "CMD-037", "CMD-038", "RCM-005", "RCM-014", "RCM-016", "RCM-018", "RCM-020", "RCM-021")
    async def test_sending_receipt_and_execution_are_told_apart(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected())
        command = await operator.command(station, "hard_reset")
        steps = [await self._steps(operator, command)]
        await worker.apply(gateway.delivered(command))
        steps.append(await self._steps(operator, command))
        await worker.apply(gateway.answered(command, "error", error={"code": "InternalError", "description": "no"}))
        steps.append(await self._steps(operator, command))
        assert steps == [
            ("scheduled", True, False, False, None),
            ("received", True, True, False, None),
            ("failed", True, True, True, "InternalError no"),
        ]

    async def _steps(self, operator: Operator, command: Any) -> tuple[Any, ...]:
        [read] = (await operator.get("/commands", number=command["number"])).json()["items"]
        times = tuple(read[name] is not None for name in ("sent_at", "delivered_at", "answered_at"))
        assert (read["kind"], read["created_at"]) == ("hard_reset", command["created_at"])
        return (read["status"], *times, read["result_text"])
