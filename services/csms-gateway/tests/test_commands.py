"""Commands of stations-api: to the station, one at a time, and what became of each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from csms_gateway.gateway import Gateway, running
from gateway_support import MakeSettings, NewStation, Published, Register, connect, until_known, until_ready


@pytest.fixture
def order(register: Register, topic_prefix: str) -> Any:
    """Write a command for a station to the gateway's partition; its id."""

    async def write(
        station_id: str, kind: str, *, partition: Any = 0, seconds: Any = 150, command_id: Any = None, **fields: Any
    ) -> Any:
        command_id = command_id or str(uuid7())
        now = datetime.now(UTC)
        data = {
            "command_id": command_id, "station_id": station_id, "kind": kind, "connector_number": None,
            "parameters": {}, "transaction_number": None, "remote_token": None, "created_at": now,
            "expires_at": now + timedelta(seconds=seconds), **fields,
        }  # fmt: skip
        await register.publish("station-commands", station_id, "command.requested.v1", data, partition=partition)
        return command_id

    return write


@pytest.fixture
async def station(gateway: Gateway, new_station: NewStation, request: Any) -> Any:
    key = f"commanded-{uuid7().hex[-6:]}"
    station_id = await new_station(key)
    station = await connect(gateway, key)
    station.id, station.key = station_id, key
    yield station
    await station.socket.close()


@pytest.mark.parametrize(
    ("kind", "fields", "action", "payload"),
    [
        ("start_session", {"connector_number": 2, "remote_token": "SCAAAAAAAABBBBBB"}, "RemoteStartTransaction",
         {"connectorId": 2, "idTag": "SCAAAAAAAABBBBBB"}),
        ("stop_session", {"transaction_number": "123"}, "RemoteStopTransaction", {"transactionId": 123}),
        ("hard_reset", {}, "Reset", {"type": "Hard"}),
        ("soft_reset", {}, "Reset", {"type": "Soft"}),
        ("unlock_connector", {"connector_number": 1}, "UnlockConnector", {"connectorId": 1}),
        ("change_availability", {"parameters": {"operative": False}}, "ChangeAvailability",
         {"connectorId": 0, "type": "Inoperative"}),
        ("change_availability", {"connector_number": 1, "parameters": {"operative": True}}, "ChangeAvailability",
         {"connectorId": 1, "type": "Operative"}),
        ("trigger_message", {"parameters": {"message": "StatusNotification"}, "connector_number": 1},
         "TriggerMessage", {"connectorId": 1, "requestedMessage": "StatusNotification"}),
    ],
)  # fmt: skip
async def test_each_kind_in_ocpp_words(
    station: Any, order: Any, published: Published, kind: str, fields: Any, action: Any, payload: Any
) -> None:
    command_id = await order(station.id, kind, **fields)
    assert await station.receive() == [2, command_id, action, payload]
    await published.one(station.id, "command.delivered.v1", lambda data: data["command_id"] == command_id)
    await station.send([3, command_id, {"status": "Accepted"}])
    answered = await published.one(station.id, "command.answered.v1", lambda data: data["command_id"] == command_id)
    assert (answered["outcome"], answered["answer"], answered["error"]) == ("accepted", {"status": "Accepted"}, None)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ([3, None, {"status": "Rejected"}], "rejected"),
        ([3, None, {"status": ""}], "rejected"),
        ([3, None, {"status": "Scheduled"}], "accepted"),
        ([3, None, {"status": "Unlocked"}], "accepted"),
        ([3, None, None], "rejected"),
        ([3, None], "rejected"),
        ([4, None, "OccurenceConstraintViolation", "why", {}], "error"),
        ([4, None, "Whatever"], "error"),
        ([4, None, "PropertyConstraintViolation", "text", "{}"], "error"),
    ],
)
async def test_answers(station: Any, order: Any, published: Published, answer: Any, outcome: Any) -> None:
    command_id = await order(station.id, "soft_reset")
    await station.receive()
    answer[1] = command_id
    await station.send(answer)
    answered = await published.one(station.id, "command.answered.v1", lambda data: data["command_id"] == command_id)
    assert answered["outcome"] == outcome
    assert (answered["error"] is not None) == (outcome == "error")


async def test_one_call_at_a_time_and_the_stations_own_calls_in_between(station: Any, order: Any) -> None:
    """Quirk F5: two independent directions."""
    first = await order(station.id, "soft_reset")
    second = await order(station.id, "hard_reset")
    assert (await station.receive())[1] == first
    assert (await station.call("Heartbeat", {}))["currentTime"]
    await station.send([3, first, {"status": "Accepted"}])
    assert (await station.receive())[1] == second


async def test_a_copy_and_an_expired_one_are_dropped(station: Any, order: Any) -> None:
    command_id = await order(station.id, "soft_reset")
    await station.receive()
    await station.send([3, command_id, {"status": "Accepted"}])
    await order(station.id, "soft_reset", command_id=command_id)
    await order(station.id, "soft_reset", seconds=-1)
    next_id = await order(station.id, "hard_reset")
    assert (await station.receive())[1] == next_id


async def test_what_cannot_be_said_is_an_error_at_once(station: Any, order: Any, published: Published) -> None:
    command_id = await order(station.id, "stop_session")
    answered = await published.one(station.id, "command.answered.v1", lambda data: data["command_id"] == command_id)
    assert (answered["outcome"], answered["error"]["code"]) == ("error", "UnusableCommand")


async def test_rubbish_on_the_topic_stops_nothing(station: Any, order: Any, register: Register) -> None:
    await register.publish("station-commands", station.id, "command.requested.v1", {"nonsense": 1}, partition=0)
    command_id = await order(station.id, "soft_reset")
    assert (await station.receive())[1] == command_id


async def test_an_unknown_answer_is_ignored(station: Any) -> None:
    await station.send([3, "never-asked", {"status": "Accepted"}])
    assert (await station.call("Heartbeat", {}))["currentTime"]


async def test_a_timeout_frees_the_line_and_the_late_answer_counts(
    make_settings: MakeSettings, register: Register, published: Published, order: Any
) -> None:
    """Quirks F6, F14, W5."""
    async with running(Gateway(make_settings(command_timeout=0.3, gateway_instance=1))) as gateway:
        await until_ready(gateway)
        station_id = await until_known(gateway, await register.station("deaf"))
        station = await connect(gateway, "deaf")
        command_id = await order(station_id, "soft_reset", partition=1)
        assert (await station.receive())[1] == command_id
        await published.one(station_id, "command.answered.v1", lambda data: data["outcome"] == "timeout")
        second = await order(station_id, "hard_reset", partition=1)
        assert (await station.receive())[1] == second
        await station.send([3, command_id, {"status": "Accepted"}])
        late = await published.one(station_id, "command.answered.v1", lambda data: data["outcome"] == "accepted")
        assert late["command_id"] == command_id
