"""Incidents: what opens and resolves them, who sees them, what is told of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock, deeds
from stations_api.db import OutboxMessage
from stations_api.incidents.watch import resolve_quiet
from stations_support import Gateway, Operator, Worker, published

REGISTER = "Energy.Active.Import.Register"
Made = Callable[..., Any]


@pytest.fixture
def made(operator: Operator, gateway_of: Callable[..., Gateway]) -> Made:
    """`station, gateway = await made()`."""

    async def make(**changes: Any) -> tuple[Any, Gateway]:
        station = await operator.station(**changes)
        return station, gateway_of(station)

    return make


async def incidents(operator: Operator, station: Any, **filters: Any) -> list[dict[str, Any]]:
    response = await operator.get("/incidents", station_id=station["id"], **filters)
    assert response.status_code == 200, response.text
    return list(response.json()["items"])


class TestFaultedConnector:
    async def test_opened_once_resolved_once_and_told(
        self, operator: Operator, worker: Worker, made: Made, sessions: Sessions
    ) -> None:
        station, gateway = await made()
        fault = {"error_code": "GroundFailure", "info": "leak", "vendor_error_code": "E17"}
        await worker.apply(gateway.status(1, "Faulted", **fault), gateway.status(1, "Faulted", **fault))
        await worker.apply(gateway.status(1, "Faulted", **fault))
        [incident] = await incidents(operator, station, is_open=True)
        assert (incident["kind"], incident["connector_number"], incident["severity"]) == (
            "faulted_connector",
            1,
            "critical",
        )
        assert (incident["text"], incident["params"]["error_code"]) == ("leak", "GroundFailure")
        await worker.apply(gateway.status(1, "Available"))
        assert await incidents(operator, station, is_open=True) == []
        [resolved] = await incidents(operator, station, is_open=False)
        assert (resolved["id"], resolved["is_open"], resolved["revision"]) == (incident["id"], False, 2)
        told = await published(sessions, station["id"], "incidents")
        assert [(event["type"], event["data"]["incident_id"]) for event in told] == [
            ("incident.opened.v1", incident["id"]),
            ("incident.resolved.v1", incident["id"]),
        ]

    async def test_two_connectors_and_the_station_itself_are_three(
        self, operator: Operator, worker: Worker, made: Made
    ) -> None:
        station, gateway = await made()
        await worker.apply(*(gateway.status(number, "Faulted") for number in (0, 1, 2)))
        found = await incidents(operator, station)
        assert {incident["connector_number"] for incident in found} == {None, 1, 2}

    @pytest.mark.req("ENU-084", "CMD-012")
    async def test_a_deactivated_station_has_none(self, operator: Operator, worker: Worker, made: Made) -> None:
        station, gateway = await made(is_activated=False)
        await worker.apply(gateway.status(1, "Faulted"))
        assert await incidents(operator, station) == []

    @pytest.mark.req("ENU-647", "ENU-629", "SEC-024")
    async def test_the_security_log_has_it(self, worker: Worker, made: Made, sessions: Sessions) -> None:
        station, gateway = await made()
        await worker.apply(gateway.status(1, "Faulted"))
        [deed] = await deeds(sessions, OutboxMessage, operation="incident_added", source=station["number"])
        assert (deed["source_type"], deed["link_type"], deed["arguments"]["kind"]) == (
            "terminal",
            "incident",
            "faulted_connector",
        )
        assert deed["arguments"]["station_id"] == station["id"]
        await worker.apply(gateway.status(1, "Available"))
        [over] = await deeds(sessions, OutboxMessage, operation="incident_resolved", source=station["number"])
        assert over["link_id"] == deed["link_id"]


class TestDeafStation:
    async def test_three_calls_without_answer(self, operator: Operator, worker: Worker, made: Made) -> None:
        station, gateway = await made()
        await worker.apply(gateway.connected())
        for calls in (1, 2, 3):
            command = await operator.command(station, "trigger_message", parameters={"message": "Heartbeat"})
            await worker.apply(gateway.delivered(command), gateway.answered(command, "timeout"), gateway.seen())
            assert len(await incidents(operator, station)) == (calls == 3)
        [incident] = await incidents(operator, station, kind="deaf_station")
        assert incident["params"] == {"calls": 3}
        command = await operator.command(station, "trigger_message", parameters={"message": "Heartbeat"})
        await worker.apply(gateway.delivered(command), gateway.answered(command, "rejected"))
        assert await incidents(operator, station, is_open=True) == []


class TestFlappingConnection:
    async def test_more_than_five_connections_a_minute(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock, sessions: Sessions
    ) -> None:
        station, gateway = await made()
        for epoch in range(1, 7):
            gateway.epoch = epoch
            await worker.apply(gateway.connected())
            clock.advance(seconds=8)
            assert len(await incidents(operator, station)) == (epoch == 6)
        clock.advance(minutes=9)
        async with sessions.begin() as session:
            assert await resolve_quiet(session, clock) == 0
        clock.advance(minutes=2)
        async with sessions.begin() as session:
            assert await resolve_quiet(session, clock) == 1
        assert await incidents(operator, station, is_open=True) == []

    async def test_a_slow_reconnect_is_none(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock
    ) -> None:
        station, gateway = await made()
        for epoch in range(1, 12):
            gateway.epoch = epoch
            await worker.apply(gateway.connected())
            clock.advance(seconds=15)
        assert await incidents(operator, station) == []


class TestClockDrift:
    async def test_the_same_wrong_time_twice(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock
    ) -> None:
        station, gateway = await made()
        behind = timedelta(hours=3)
        await worker.apply(gateway.status(1, device_at=clock.now() - behind))
        assert await incidents(operator, station) == []
        clock.advance(seconds=60)
        await worker.apply(gateway.status(2, device_at=clock.now() - behind))
        [incident] = await incidents(operator, station)
        assert (incident["kind"], incident["params"]) == ("clock_drift", {"offset_s": -10_800})
        clock.advance(seconds=60)
        await worker.apply(gateway.status(1, "Preparing", device_at=clock.now()))
        assert await incidents(operator, station, is_open=True) == []

    async def test_meter_values_show_it_too(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock
    ) -> None:
        station, gateway = await made()
        for _ in range(2):
            sample = {"at": clock.now() + timedelta(minutes=5), "measurand": REGISTER, "value": "100"}
            await worker.apply(gateway.measured(1, None, sample))
            clock.advance(seconds=30)
        assert [one["kind"] for one in await incidents(operator, station)] == ["clock_drift"]

    async def test_a_queue_told_late_is_no_wrong_clock(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock
    ) -> None:
        station, gateway = await made()
        began = clock.now()
        for minutes in range(10):
            await worker.apply(gateway.status(1 + minutes % 2, device_at=began - timedelta(minutes=60 - minutes)))
            clock.advance(seconds=3)
        assert await incidents(operator, station) == []


class TestReported:
    async def test_a_native_station_opens_and_ends_its_own(
        self, operator: Operator, worker: Worker, made: Made, clock: FakeClock
    ) -> None:
        station, gateway = await made(number="N-INC", key="N-INC", protocol="native", kind="regular", connectors=[])
        body = {"incident_id": "i-17", "kind": "smoke", "severity": "critical", "text": "Smoke sensor"}
        common = {"kind": "incident", "received_at": clock.now(), "device_at": clock.now()}
        await worker.apply(gateway.fact("native.reported", body=body | {"event": "started"}, **common))
        [incident] = await incidents(operator, station, is_open=True)
        assert (incident["kind"], incident["code"], incident["severity"]) == ("reported", "i-17", "critical")
        assert incident["params"] == {"reported_kind": "smoke"}
        await worker.apply(gateway.fact("native.reported", body={"incident_id": "i-17", "event": "ended"}, **common))
        assert await incidents(operator, station, is_open=True) == []


class TestList:
    async def test_filters_and_sorts(self, operator: Operator, worker: Worker, made: Made, clock: FakeClock) -> None:
        station, gateway = await made()
        await worker.apply(gateway.status(1, "Faulted"))
        clock.advance(minutes=1)
        await worker.apply(gateway.status(2, "Faulted"), gateway.status(1, "Available"))
        numbers = [one["connector_number"] for one in await incidents(operator, station)]
        assert numbers == [2, 1]
        assert [one["connector_number"] for one in await incidents(operator, station, sort="resolved_at")] == [1, 2]
        assert await incidents(operator, station, connector_number=2, kind="faulted_connector") != []
        assert await incidents(operator, station, severity="warning") == []
        assert len(await incidents(operator, station, opened_from=clock.now().isoformat())) == 1
        unknown = await operator.get("/incidents", sort="colour")
        assert (unknown.status_code, unknown.json()["code"]) == (400, "unknown_sort")

    async def test_another_organization_sees_none(
        self, operator: Operator, operator_with: Callable[..., Operator], worker: Worker, made: Made
    ) -> None:
        station, gateway = await made()
        await worker.apply(gateway.status(1, "Faulted"))
        [incident] = await incidents(operator, station)
        stranger = operator_with("incidents:read", organizations=[uuid7()])
        assert (await stranger.get("/incidents")).json()["items"] == []
        assert (await stranger.get(f"/incidents/{incident['id']}")).json()["code"] == "incident_not_found"
        assert (await operator.get(f"/incidents/{incident['id']}")).json() == incident
        assert (await operator_with("stations:read").get("/incidents")).status_code == 403

    async def test_a_station_taken_away_leaves_none_open(self, operator: Operator, worker: Worker, made: Made) -> None:
        station, gateway = await made()
        await worker.apply(gateway.status(1, "Faulted"))
        assert (await operator.delete(f"/stations/{station['id']}")).status_code == 204
        assert await incidents(operator, station, is_open=True) == []
