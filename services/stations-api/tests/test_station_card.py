"""The full form of a station, what a native one tells of itself, one connector, and taking a station away."""

from collections.abc import Callable
from typing import Any

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock
from sqlalchemy import select
from stations_api.db import OutboxMessage
from stations_support import Gateway, Maker, Operator, Worker, published, station_body

FORM = {
    "description": "У входа",
    "comment": "Ключ у охраны",
    "working_hours": "круглосуточно",
    "latitude": 55.751,
    "longitude": 37.618,
    "earthing_type": "tnc_repeated",
    "cable_cross_section_mm2": 95.5,
    "cable_length_m": 40,
    "breaker_current_a": 250,
    "allocated_power_w": 100_000,
    "maker_code": "ACM",
    "power_limit_w": 120_000,
}
NATIVE: dict[str, Any] = {"protocol": "native", "kind": "regular", "connectors": []}


class TestForm:
    @pytest.mark.req(
        *("STN-197", "STN-198", "STN-199", "STN-202", "STN-203", "STN-204", "STN-205", "STN-206", "STN-207"),
        *("STN-208", "STN-209", "STN-210", "STN-090", "ENU-090"),
    )
    async def test_every_field_is_kept_and_can_be_changed(self, operator: Operator) -> None:
        station = await operator.station(**FORM)
        assert {name: station[name] for name in FORM} == FORM
        changed = (await operator.patch(f"/stations/{station['id']}", {"comment": "", "cable_length_m": None})).json()
        assert (changed["comment"], changed["cable_length_m"], changed["description"]) == (None, None, "У входа")

    @pytest.mark.req("STN-211", "STN-188", "STN-189", "STN-190")
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            *(("latitude", 90.1), ("longitude", -180.5), ("breaker_current_a", -1), ("cable_length_m", 2.5)),
            *(("description", "x" * 1001), ("working_hours", "x" * 201), ("earthing_type", "tt")),
            *(("number", "x" * 101), ("name", "x" * 301), ("serial_number", "x" * 51)),
        ],
    )
    async def test_what_cannot_be_is_refused_at_its_field(self, operator: Operator, field: str, value: Any) -> None:
        response = await operator.post("/stations", station_body(**{field: value}))
        assert (response.status_code, response.json()["params"]["fields"][0]["field"]) == (422, field)

    @pytest.mark.req("STN-200")
    async def test_the_owner_is_a_user_of_the_product(self, operator: Operator, make_user: Maker) -> None:
        await make_user(login="owner-1")
        assert (await operator.station(owner_login="Owner-1"))["owner_login"] == "owner-1"
        refused = await operator.post("/stations", station_body(owner_login="nobody"))
        assert (refused.status_code, refused.json()["code"]) == (422, "owner_unknown")

    @pytest.mark.req("STN-212", "STN-213", "STN-214", "STN-215", "STN-216", "STN-218")
    async def test_a_connector_as_entered(self, operator: Operator) -> None:
        wanted = {"number": 1, "type": "tesla", "name": "Левый", "supply": "dc", "max_power_w": 60_000}
        station = await operator.station(connectors=[wanted | {"meter_reading_wh": 32_000}])
        [connector] = station["connectors"]
        assert {name: connector[name] for name in wanted} == wanted
        assert (connector["meter_reading_wh"], connector["available_power_w"]) == (32_000, 60_000)

    @pytest.mark.req("STN-183", "STN-223", "ENU-081")
    async def test_a_regular_station_tells_its_connectors_itself(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station(number="N-1", key="N-1", **NATIVE)
        assert station["connectors"] == []
        connectors = [{"number": 1, "type": "ccs2", "name": "CCS left", "max_power_w": 120_000}]
        await worker.apply(gateway_of(station).passport(connectors=connectors))
        [connector] = (await operator.get(f"/stations/{station['id']}")).json()["connectors"]
        assert (connector["type"], connector["name"], connector["max_power_w"]) == ("ccs2", "CCS left", 120_000)

    @pytest.mark.req("STN-186", "STN-222", "STN-226")
    async def test_the_last_connector_cannot_be_taken_from_an_external_station(self, operator: Operator) -> None:
        station = await operator.station()
        response = await operator.patch(f"/stations/{station['id']}", {"connectors": []})
        assert (response.status_code, response.json()["params"]["fields"][0]["field"]) == (422, "connectors")


class TestPower:
    @pytest.mark.req("STN-014", "PWR-015", "PWR-017")
    async def test_the_smallest_limit_is_in_force(self, operator: Operator) -> None:
        station = await operator.station(power_limit_w=120_000, allocated_power_w=100_000)
        assert station["resulting_power_w"] == 100_000
        assert (await operator.station(power_limit_w=90_000))["resulting_power_w"] == 90_000
        assert (await operator.station())["resulting_power_w"] is None

    @pytest.mark.req("STN-033", "CON-019", "PWR-018")
    async def test_a_neighbour_that_charges_leaves_less(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station(power_limit_w=70_000)
        gateway, power = gateway_of(station), {"measurand": "Power.Active.Import", "unit": "kW"}
        await worker.apply(gateway.started(1, "7"), gateway.measured(1, "7", power | {"value": "55"}))
        assert await self._available(operator, station) == [60_000, 15_000]
        await worker.apply(gateway.ended("7"))
        assert await self._available(operator, station) == [60_000, 22_000]

    async def _available(self, operator: Operator, station: Any) -> list[int]:
        read = (await operator.get(f"/stations/{station['id']}")).json()
        return [connector["available_power_w"] for connector in read["connectors"]]

    @pytest.mark.req("CON-028")
    async def test_the_meter_of_a_connector_is_read(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        register = {"measurand": "Energy.Active.Import.Register", "unit": "kWh", "value": "15261.2"}
        await worker.apply(gateway_of(station).measured(1, None, register))
        read = (await operator.get(f"/stations/{station['id']}")).json()
        assert read["connectors"][0]["meter_reading_wh"] == 15_261_200


class TestNative:
    @pytest.fixture
    async def native(self, operator: Operator, gateway_of: Callable[..., Gateway]) -> tuple[Any, Gateway]:
        number = f"N-{uuid7().hex[-8:]}"
        station = await operator.station(number=number, key=number, **NATIVE)
        return station, gateway_of(station)

    async def card(self, operator: Operator, station: Any) -> Any:
        return (await operator.get(f"/stations/{station['id']}")).json()

    @staticmethod
    def delta(gateway: Gateway, kind: str, at: Any, /, **body: Any) -> Any:
        return gateway.fact("native.reported", kind=kind, body=body, received_at=at, device_at=at)

    @pytest.mark.req("STN-027", "STN-028", "STN-055", "STN-056", "STN-108")
    async def test_devices_and_sensors_as_last_told(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        await worker.apply(gateway.passport(devices=[{"id": "rfid", "kind": "rfid_reader", "status": "online"}]))
        off = {"device_id": "rfid", "status": "off", "text": "no power"}
        warm = {"sensor_id": "th1", "kind": "temperature_humidity_sensor", "zone": "front", "temperature_c": 21.5}
        await worker.apply(
            self.delta(gateway, "device", clock.now(), **off),
            self.delta(gateway, "sensor", clock.now(), **warm),
            self.delta(gateway, "sensor", clock.now(), sensor_id="th1", humidity_percent=40),
        )
        card = await self.card(operator, station)
        assert card["devices"] == [
            {"id": "rfid", "kind": "rfid_reader", "name": None, "status": "off", "text": "no power"}
        ]
        [sensor] = card["sensors"]
        assert (sensor["temperature_c"], sensor["humidity_percent"], sensor["zone"]) == (21.5, 40, "front")

    @pytest.mark.req("STN-105", "STN-110", "STN-111", "STN-112", "ENU-074", "ENU-075")
    async def test_who_stands_before_it(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        state = {"logical_status": "client", "screen": "MainMenu", "current_user": "ivanov", "addresses": ["10.1.1.2"]}
        await worker.apply(gateway.connected(protocol="native"), self.delta(gateway, "station", clock.now(), **state))
        card = await self.card(operator, station)
        assert {name: card[name] for name in state} == state
        await worker.apply(gateway.disconnected())
        assert (await self.card(operator, station))["logical_status"] != "client"

    @pytest.mark.req("STN-024", "STN-006", "STN-026", "STN-081", "STN-083", "STN-084", "STN-114", "STN-115", "STN-116")
    async def test_what_the_passport_tells(self, operator: Operator, worker: Worker, native: Any) -> None:
        station, gateway = native
        restart = {"cause": "power_loss", "at": "2026-11-25T10:00:00Z", "counters": {"power_loss": 3}}
        await worker.apply(
            gateway.passport(
                restart=restart,
                aggregator={"address": "wss://ocpp.roaming.example/ws"},
                software={"version": "3.4.1", "released_on": "2026-09-01"},
                client_certificate_valid_until="2027-01-01T00:00:00Z",
                power_strategy="equal",
            )
        )
        card = await self.card(operator, station)
        assert (card["restart"], card["power_strategy"]) == (restart, "equal")
        assert (card["firmware_version"], card["software_released_on"]) == ("3.4.1", "2026-09-01")
        assert card["client_certificate_valid_until"] == "2027-01-01T00:00:00Z"
        assert card["operator"] == "wss://ocpp.roaming.example/ws"
        found = (await operator.get("/stations", q="ROAMING")).json()["items"]
        assert station["id"] in [one["id"] for one in found]

    @pytest.mark.req("CON-005")
    async def test_modules_and_contactors_of_a_fast_station(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        assert (await self.card(operator, station))["modules"] == []
        busy = {"number": 10, "status": "active", "voltage_v": 398.0, "current_a": 110.0, "connector_number": 1}
        first = {"modules": [busy, {"number": 2, "status": "idle"}], "contactors": [{"name": "K1", "is_closed": True}]}
        warm = {"modules": [{"number": 10, "status": "idle", "temperature_c": 40}, {}, "nonsense"]}
        await worker.apply(self.delta(gateway, "module", clock.now(), **first))
        card = await self.card(operator, station)
        assert [(one["number"], one["connector_number"]) for one in card["modules"]] == [(2, None), (10, 1)]
        assert card["contactors"] == [{"name": "K1", "is_closed": True, "connector_number": None}]
        await worker.apply(self.delta(gateway, "module", clock.now(), **warm))
        module = (await self.card(operator, station))["modules"][-1]
        assert (module["status"], module["connector_number"]) == ("idle", None)
        assert (module["voltage_v"], module["temperature_c"]) == (398.0, 40)

    async def test_only_a_station_with_the_device_has_climate(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        assert (await self.card(operator, station))["climate"] is None
        await worker.apply(self.delta(gateway, "climate", clock.now(), status="heating", heater_is_on=True))
        await worker.apply(self.delta(gateway, "climate", clock.now(), fan_is_on=False))
        climate = (await self.card(operator, station))["climate"]
        assert (climate["status"], climate["heater_is_on"], climate["fan_is_on"]) == ("heating", True, False)

    @pytest.mark.req("CON-012", "CON-020", "CON-023", "CON-024", "CON-027", "CON-029", "CON-030", "CON-031", "CON-032")
    async def test_a_connector_beyond_its_status(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        controller = {"id": "cc1", "connector_number": 1, "firmware_version": "2.5", "hardware_version": "52.1"}
        row = {"number": 1, "type": "gbt", "name": "GB/T", "hardware_limit_a": 200}
        built = {"built_at": "2024-10-07T14:02:02Z"}
        await worker.apply(gateway.passport(connectors=[row], controllers=[controller | built]))
        flags = {"software_flags": ["blocked"], "hardware_flags": ["input", "relay"], "diagnostics": ["fan"]}
        more = {"power_limit_w": 55_000, "register_wh": 900, "connector_temperature_c": 23.5}
        await worker.apply(self.delta(gateway, "connector", clock.now(), connector_number=1, **flags, **more))
        [connector] = (await self.card(operator, station))["connectors"]
        assert {name: connector[name] for name in flags} == flags
        assert (connector["name"], connector["hardware_limit_a"], connector["firmware_version"]) == ("GB/T", 200, "2.5")
        assert (connector["hardware_version"], connector["built_at"]) == ("52.1", "2024-10-07T14:02:02Z")
        assert (connector["available_power_w"], connector["meter_reading_wh"]) == (55_000, 900)
        assert connector["temperature_c"] == 23.5

    @pytest.mark.req("CON-025", "CON-026", "CON-027", "CON-032", "CON-036")
    async def test_flags_of_its_configuration_and_its_clock(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        flags = {"configuration_flags": ["ignore_ev_connected"], "start_flags": ["LongPrecharge", "NoLock"]}
        built = {"connector_number": 1, "built_at": "2024-10-07T14:02:02Z"}
        await worker.apply(gateway.passport(connectors=[{"number": 1, "type": "gbt", **flags}], controllers=[built]))
        synchronized = {"connector_number": 1, "synchronized_at": "2024-11-03T14:00:07Z"}
        await worker.apply(self.delta(gateway, "connector", clock.now(), **synchronized))
        [connector] = (await self.card(operator, station))["connectors"]
        assert {name: connector[name] for name in flags} == flags
        assert connector["synchronized_at"] == "2024-11-03T14:00:07Z"
        assert connector["built_at"] == "2024-10-07T14:02:02Z"

    @pytest.mark.req("STN-097")
    async def test_the_meter_at_the_input_from_the_grid(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        assert (await self.card(operator, station))["external_meter_wh"] is None
        await worker.apply(self.delta(gateway, "external_meter", clock.now(), register_wh=15_261_200, power_w=900))
        await worker.apply(self.delta(gateway, "external_meter", clock.now(), power_w=0))
        assert (await self.card(operator, station))["external_meter_wh"] == 15_261_200

    @pytest.mark.req("CMD-032", "CON-023")
    async def test_a_connector_whose_firmware_is_updated_says_so_by_flag_and_status(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        await worker.apply(gateway.connected(protocol="native"), gateway.passport(connectors=[{"number": 1}]))
        parameters = {"file_name": "AC_Controller.2.6.r13.aes", "file_type": "main"}
        kind = "update_controller_firmware"
        command = await operator.command(station, kind, connector_number=1, parameters=parameters)
        await worker.apply(
            gateway.delivered(command),
            gateway.status(1, "Unavailable", status="updating"),
            self.delta(gateway, "connector", clock.now(), connector_number=1, software_flags=["updating"]),
        )
        [connector] = (await self.card(operator, station))["connectors"]
        assert (connector["status"], connector["software_flags"]) == ("updating", ["updating"])
        await worker.apply(
            gateway.answered(command),
            gateway.status(1, "Available"),
            self.delta(gateway, "connector", clock.now(), connector_number=1, software_flags=[]),
        )
        [connector] = (await self.card(operator, station))["connectors"]
        assert (connector["status"], connector["software_flags"]) == ("available", [])

    async def test_invented_parts_are_bounded(
        self, operator: Operator, worker: Worker, native: Any, clock: FakeClock
    ) -> None:
        station, gateway = native
        await worker.apply(*(self.delta(gateway, "sensor", clock.now(), sensor_id=f"s{n}") for n in range(100)))
        assert len((await self.card(operator, station))["sensors"]) == 64


class TestConnector:
    @pytest.mark.req("CON-001", "CON-013", "CON-014", "CON-015", "CON-016", "CON-017", "CON-018", "CON-003")
    async def test_one_connector_with_its_station(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).status(2, "Charging"))
        wanted = station["connectors"][1]
        card = (await operator.get(f"/connectors/{wanted['id']}")).json()
        assert (card["station_id"], card["station_number"], card["station_name"]) == (
            station["id"],
            station["number"],
            station["name"],
        )
        assert (card["number"], card["type"], card["supply"]) == (2, "type2", "ac")
        assert (card["status"], card["controller_status"], card["ocpp_status"]) == ("in_progress", "C6", "Charging")

    async def test_a_person_corrects_it(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        connector = station["connectors"][0]
        path = f"/connectors/{connector['id']}"
        changed = await operator.patch(path, {"type": "type2", "name": "№ 1"}, if_match='W/"1"')
        assert (changed.status_code, changed.headers["etag"]) == (200, 'W/"2"')
        body = changed.json()
        assert (body["type"], body["supply"], body["name"], body["max_power_w"]) == ("type2", "ac", "№ 1", 60_000)
        event = (await published(sessions, station["id"], "stations"))[-1]
        assert event["data"]["connectors"][0]["type"] == "type2"
        stale = await operator.patch(path, {"name": "x"}, if_match='W/"1"')
        assert (stale.status_code, stale.json()["code"]) == (412, "edited_meanwhile")
        assert (await operator.patch(path, {})).status_code == 422

    async def test_another_organization_does_not_see_it(
        self, operator: Operator, operator_with: Callable[..., Operator]
    ) -> None:
        connector = (await operator.station())["connectors"][0]
        stranger = operator_with("stations:read", "stations:write", organizations=[uuid7()])
        for response in (
            await stranger.get(f"/connectors/{connector['id']}"),
            await stranger.patch(f"/connectors/{connector['id']}", {"name": "x"}),
        ):
            assert (response.status_code, response.json()["code"]) == (404, "connector_not_found")
        reader = operator_with("stations:read")
        assert (await reader.patch(f"/connectors/{connector['id']}", {"name": "x"})).status_code == 403


class TestDelete:
    async def test_it_is_gone_and_its_topic_key_ends(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        command = await operator.command(station, "soft_reset")
        assert (await operator.delete(f"/stations/{station['id']}")).status_code == 204
        assert (await operator.get(f"/stations/{station['id']}")).json()["code"] == "station_not_found"
        kept = await operator.get(f"/commands/{command['command_id']}")
        assert (kept.status_code, kept.json()["station_number"]) == (200, station["number"])
        again = await operator.station(number=station["number"], key=station["key"])
        assert again["id"] != station["id"]

    async def test_the_snapshot_ends_with_a_tombstone(self, operator: Operator, sessions: Sessions) -> None:
        station = await operator.station()
        await operator.delete(f"/stations/{station['id']}")
        async with sessions() as session:
            of_station = OutboxMessage.key == station["id"], OutboxMessage.topic == "stations"
            last = await session.scalar(select(OutboxMessage).where(*of_station).order_by(OutboxMessage.id.desc()))
        assert last is not None
        assert (last.type, last.payload) == ("tombstone", None)

    async def test_not_while_a_car_is_charging(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).started(1))
        refused = await operator.delete(f"/stations/{station['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "connector_in_use")

    async def test_not_without_right_and_not_of_others(
        self, operator: Operator, operator_with: Callable[..., Operator]
    ) -> None:
        station = await operator.station()
        assert (await operator_with("stations:read").delete(f"/stations/{station['id']}")).status_code == 403
        stranger = operator_with("stations:write", organizations=[uuid7()])
        assert (await stranger.delete(f"/stations/{station['id']}")).status_code == 404
