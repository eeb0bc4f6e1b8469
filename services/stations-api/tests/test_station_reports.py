"""What stations report of themselves: operation log, device model, configuration, history of connectors."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.ids import uuid7
from common.testing.helpers import FakeClock
from stations_support import Gateway, Operator, Worker


async def entries(operator: Operator, **filters: Any) -> list[Any]:
    return list((await operator.get("/operation-log", **filters)).json()["items"])


class TestOperationLog:
    async def test_each_kind_is_kept_once(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        gateway, now = gateway_of(station), {"received_at": clock.now()}
        incident = {"incident_id": "i", "text": "a\x00b", "connector_number": 2}
        facts = [
            gateway.fact("firmware.status-changed", status="Downloading", request_id=7, **now),
            gateway.fact("log.status-changed", status="Uploaded", request_id=None, **now),
            gateway.fact("security.event-reported", kind="InvalidCsmsCertificate", tech_info=None, **now),
            gateway.fact("component.event-reported", events=[{"component": "Connector"}], **now),
            gateway.fact("native.reported", kind="incident", body=incident, device_at=clock.now(), **now),
        ]
        await worker.apply(*facts)
        await worker.apply(*facts)
        found = {entry["kind"]: entry for entry in await entries(operator, station_id=station["id"])}
        assert len(await entries(operator, station_id=station["id"])) == len(found) == 5
        assert found["firmware"]["body"] == {"status": "Downloading", "request_id": 7}
        assert found["security"]["body"] == {"kind": "InvalidCsmsCertificate", "tech_info": None}
        assert (found["incident"]["connector_number"], found["incident"]["body"]["text"]) == (2, "ab")
        [one] = await entries(operator, station_id=station["id"], kind="log")
        assert one["body"]["status"] == "Uploaded"
        assert await entries(operator, station_id=station["id"], to=clock.now().isoformat()) == []

    async def test_another_organization_sees_nothing(
        self, operator: Operator, operator_with: Any, worker: Worker, gateway_of: Callable[..., Gateway], clock: Any
    ) -> None:
        station = await operator.station()
        await worker.apply(gateway_of(station).fact("log.status-changed", status="Idle", received_at=clock.now()))
        stranger = operator_with("operation-log:read", organizations=[uuid7()])
        assert await entries(stranger, station_id=station["id"]) == []


def reading(gateway: Gateway, kind: str, **body: Any) -> Any:
    return gateway.fact("native.reported", kind=kind, body=body, device_at=gateway.now(), received_at=gateway.now())


class TestReadings:
    async def test_the_log_leaves_them_out_unless_they_are_asked_for(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        facts = [
            reading(gateway, "sensor", sensor_id="th1", temperature_c=21),
            reading(gateway, "device", device_id="a"),
        ]
        await worker.apply(*facts)

        async def kinds(**filters: Any) -> list[str]:
            return sorted(entry["kind"] for entry in await entries(operator, station_id=station["id"], **filters))

        assert await kinds() == ["device"]
        assert await kinds(show_readings=True) == ["device", "sensor"]
        assert await kinds(kind="sensor") == ["sensor"]

    @pytest.mark.req("STN-117", "STN-118")
    async def test_three_days_of_them_in_steps(
        self,
        operator: Operator,
        operator_with: Any,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        clock: FakeClock,
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(reading(gateway, "sensor", sensor_id="th1", temperature_c=5.0))
        clock.advance(hours=73)
        await worker.apply(
            reading(gateway, "sensor", sensor_id="th1", temperature_c=20.0, humidity_percent=40),
            reading(gateway, "sensor", sensor_id="th1", temperature_c=22.0, humidity_percent="damp"),
            reading(gateway, "external_meter", register_wh=15_261_200, power_w=9_000),
        )
        path = f"/stations/{station['id']}/readings"
        read = (await operator.get(path)).json()
        [step] = read["series"]
        assert (step["temperature_c"], step["humidity_percent"]) == (21.0, 40.0)
        assert (step["register_wh"], step["power_w"], read["step_seconds"]) == (15_261_200, 9_000, 900)
        [sensor] = read["sensors"]
        assert sensor == {"at": step["at"], "sensor_id": "th1", "temperature_c": 21.0, "humidity_percent": 40.0}
        stranger = operator_with("stations:read", organizations=[uuid7()])
        refused = await stranger.get(path)
        assert (refused.status_code, refused.json()["code"]) == (404, "station_not_found")


class TestHappenings:
    """What we enter into the log ourselves (STN-149): the link, restarts, states, transactions, commands."""

    @staticmethod
    def told(entries: list[Any], kind: str) -> list[Any]:
        return [entry["body"] for entry in reversed(entries) if entry["kind"] == kind]

    @pytest.mark.req("STN-066")
    async def test_link_restart_states_and_transactions(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        happenings: list[Callable[[], Any]] = [
            gateway.connected,
            gateway.booted,
            lambda: gateway.status(1),
            lambda: gateway.status(1),
            lambda: gateway.status(1, "Charging"),
            lambda: gateway.started(1),
            gateway.ended,
            gateway.disconnected,
        ]
        facts = []
        for happens in happenings:
            clock.advance(seconds=1)
            facts.append(happens())
            await worker.apply(facts[-1])
        await worker.apply(*facts)
        found = await entries(operator, station_id=station["id"])
        assert [body["state"] for body in self.told(found, "connection")] == ["connected", "disconnected"]
        assert self.told(found, "boot") == [{"maker": "ACME", "model": "Z1", "firmware_version": "1.0"}]
        states = [body["controller_status"] for body in self.told(found, "status")]
        assert states[-1] == ["A", "C6"]
        assert [body["state"] for body in self.told(found, "transaction")] == ["started", "ended"]
        assert {entry["connector_number"] for entry in found if entry["kind"] in {"status", "transaction"}} == {1}

    async def test_a_station_that_tells_its_past_does_not_fill_the_log(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        past = clock.now() - timedelta(hours=3)
        await worker.apply(gateway_of(station).status(1, "Charging", device_at=past))
        assert await entries(operator, station_id=station["id"], kind="status") == []

    @pytest.mark.req("CMD-046")
    async def test_the_handling_of_a_command_with_who_wanted_it(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected())
        command = await operator.command(station, "unlock_connector", connector_number=2)
        for fact in (gateway.delivered(command), gateway.answered(command)):
            clock.advance(seconds=1)
            await worker.apply(fact)
        found = await entries(operator, station_id=station["id"], kind="command")
        assert [entry["body"]["status"] for entry in found] == ["succeeded", "received", "scheduled"]
        assert {entry["connector_number"] for entry in found} == {2}
        assert {(entry["body"]["created_by"], entry["body"]["number"]) for entry in found} == {
            ("operator", command["number"])
        }


async def variables(operator: Operator, station: Any, **filters: Any) -> dict[str, Any]:
    answer = await operator.get(f"/stations/{station['id']}/variables", **filters)
    return {row["path"]: row for row in answer.json()["items"]}


class TestVariables:
    async def test_a_report_of_2_0_1(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], clock: FakeClock
    ) -> None:
        station = await operator.station()
        told = {
            "component": "Connector", "instance": None, "evse_id": 1, "connector_id": 2, "variable": "Available",
            "variable_instance": None, "value": "true", "mutability": "ReadOnly", "data_type": "boolean", "unit": None,
        }  # fmt: skip
        plain = {"component": "OCPPCommCtrlr", "variable": "HeartbeatInterval", "value": 300}
        report = gateway_of(station).fact(
            "device-model.reported", request_id=1, sequence=0, is_last=True, variables=[told, plain]
        )
        await worker.apply(report)
        clock.advance(minutes=-1)
        late = gateway_of(station).fact("device-model.reported", is_last=True, variables=[plain | {"value": "1"}])
        await worker.apply(late)
        found = await variables(operator, station)
        assert found["Connector@1.2/Available"]["data_type"] == "boolean"
        assert found["OCPPCommCtrlr/HeartbeatInterval"]["value"] == "300"
        assert list(await variables(operator, station, component="Connector")) == ["Connector@1.2/Available"]

    async def test_answers_of_both_versions_come_into_one_shape(
        self, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway], operator_with: Any
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        await worker.apply(gateway.connected())
        asked = await operator.command(station, "get_configuration")
        keys = [{"key": "HeartbeatInterval", "readonly": False, "value": 60}, {"key": "Odd", "readonly": True}]
        result = {
            "attributeStatus": "Accepted",
            "attributeValue": "10",
            "component": {"name": "EVSE", "evse": {"id": 1}},
            "variable": {"name": "Power"},
        }
        refused = {**result, "attributeStatus": "UnknownVariable", "variable": {"name": "None"}}
        odd = [{**result, "component": ["EVSE"]}, {"attributeStatus": "Accepted"}, "text"]
        answer = {"configurationKey": [*keys, {"key": 7}, {}], "getVariableResult": [result, refused, *odd]}
        await worker.apply(gateway.delivered(asked), gateway.answered(asked, answer=answer))
        found = await variables(operator, station)
        assert found["Configuration/HeartbeatInterval"]["value"] == "60"
        assert found["Configuration/Odd"]["mutability"] == "ReadOnly"
        assert found["EVSE@1/Power"]["value"] == "10"
        assert len(found) == 3
        stranger = operator_with("stations:read", organizations=[uuid7()])
        assert (await stranger.get(f"/stations/{station['id']}/variables")).status_code == 404


class TestHistory:
    @pytest.mark.req("CON-016")
    async def test_newest_first(
        self,
        operator: Operator,
        operator_with: Any,
        worker: Worker,
        gateway_of: Callable[..., Gateway],
        clock: FakeClock,
    ) -> None:
        station = await operator.station()
        gateway = gateway_of(station)
        for status in ("Available", "Preparing", "Charging"):
            await worker.apply(gateway.status(1, status))
            clock.advance(minutes=1)
        path = f"/connectors/{station['connectors'][0]['id']}/history"
        found = (await operator.get(path)).json()["items"]
        assert [row["ocpp_status"] for row in found] == ["Charging", "Preparing", "Available"]
        recent = (await operator.get(path, **{"from": found[0]["at"]})).json()
        assert recent["total"] == 1
        stranger = operator_with("stations:read", organizations=[uuid7()])
        refused = await stranger.get(path)
        assert (refused.status_code, refused.json()["code"]) == (404, "connector_not_found")
