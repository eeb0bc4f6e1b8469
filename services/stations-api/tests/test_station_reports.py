"""What stations report of themselves: operation log, device model, configuration, history of connectors."""

from collections.abc import Callable
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
