"""Our commands in the words of OCPP 2.x, and the generic calls of every version."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from common.ids import uuid7
from csms_gateway.gateway import Gateway
from gateway_support import FakeStation, NewStation, Published, Register, connect


@pytest.fixture
async def station(gateway: Gateway, new_station: NewStation, request: Any) -> Any:
    key = f"ordered-{uuid7().hex[-8:]}"
    station_id = await new_station(key, evse_map=[[2, 1, 7]])
    station = await connect(gateway, key, [getattr(request, "param", "ocpp2.0.1")])
    station.id = station_id
    yield station
    await station.socket.close()


@pytest.fixture
def order(register: Register) -> Any:
    async def write(station_id: str, kind: str, connector: Any = None, token: Any = None, **parameters: Any) -> str:
        command_id, now = str(uuid7()), datetime.now(UTC)
        data = {
            "command_id": command_id, "station_id": station_id, "kind": kind, "connector_number": connector,
            "parameters": parameters, "transaction_number": "tx-7", "remote_token": token, "created_at": now,
            "expires_at": now + timedelta(seconds=150),
        }  # fmt: skip
        await register.publish("station-commands", station_id, "command.requested.v1", data, partition=0)
        return command_id

    return write


async def answered(published: Published, station: FakeStation, command_id: str) -> dict[str, Any]:
    return await published.one(station.id, "command.answered.v1", lambda data: data["command_id"] == command_id)


VARIABLE = {"component": "OCPPCommCtrlr", "variable": "HeartbeatInterval", "evse_id": 1}
_EVSE_VARIABLE = {"component": {"name": "OCPPCommCtrlr", "evse": {"id": 1}}, "variable": {"name": "HeartbeatInterval"}}


@pytest.mark.parametrize("station", ["ocpp2.0.1", "ocpp2.1"], indirect=True)
@pytest.mark.parametrize(
    ("kind", "connector", "parameters", "action", "payload"),
    [
        ("stop_session", 1, {}, "RequestStopTransaction", {"transactionId": "tx-7"}),
        ("hard_reset", None, {}, "Reset", {"type": "Immediate"}),
        ("soft_reset", None, {}, "Reset", {"type": "OnIdle"}),
        ("unlock_connector", 7, {}, "UnlockConnector", {"evseId": 2, "connectorId": 1}),
        ("unlock_connector", 302, {}, "UnlockConnector", {"evseId": 3, "connectorId": 2}),
        ("change_availability", None, {"operative": False}, "ChangeAvailability",
         {"operationalStatus": "Inoperative"}),
        ("change_availability", 7, {"operative": True}, "ChangeAvailability",
         {"operationalStatus": "Operative", "evse": {"id": 2, "connectorId": 1}}),
        ("trigger_message", 1, {"message": "StatusNotification"}, "TriggerMessage",
         {"requestedMessage": "StatusNotification", "evse": {"id": 1, "connectorId": 1}}),
        ("trigger_message", None, {"message": "DiagnosticsStatusNotification"}, "TriggerMessage",
         {"requestedMessage": "LogStatusNotification"}),
        ("get_variables", None, {"variables": [VARIABLE]}, "GetVariables", {"getVariableData": [_EVSE_VARIABLE]}),
        ("set_variables", None, {"variables": [{**VARIABLE, "value": 60}]}, "SetVariables",
         {"setVariableData": [{**_EVSE_VARIABLE, "attributeValue": "60"}]}),
        ("ocpp_call", None, {"action": "ClearCache", "payload": {}}, "ClearCache", {}),
        ("ocpp_call", None, {"action": "GetTransactionStatus", "payload": {"transactionId": "t"}},
         "GetTransactionStatus", {"transactionId": "t"}),
    ],
)  # fmt: skip
async def test_each_kind_in_words_of_2x(
    station: Any, order: Any, published: Published, kind: str, connector: Any, parameters: Any, action: Any,
    payload: Any,
) -> None:  # fmt: skip
    command_id = await order(station.id, kind, connector, **parameters)
    assert await station.receive() == [2, command_id, action, payload]
    await station.send([3, command_id, {"status": "Accepted"}])
    assert (await answered(published, station, command_id))["outcome"] == "accepted"


async def test_a_start_carries_our_token_and_a_number(station: Any, order: Any) -> None:
    command_id = await order(station.id, "start_session", 7, "SCAAAAAAAABBBBBB")
    _, _, action, payload = await station.receive()
    assert (action, payload["evseId"]) == ("RequestStartTransaction", 2)
    assert payload["idToken"] == {"idToken": "SCAAAAAAAABBBBBB", "type": "Central"}
    assert 0 < payload["remoteStartId"] < 1 << 31
    await station.send([3, command_id, {"status": "Accepted"}])


async def test_a_base_report(station: Any, order: Any) -> None:
    await order(station.id, "get_base_report")
    _, _, action, payload = await station.receive()
    assert (action, payload["reportBase"]) == ("GetBaseReport", "FullInventory")
    assert 0 < payload["requestId"] < 1 << 31


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"getVariableResult": [{"attributeStatus": "Accepted"}]}, "accepted"),
        ({"getVariableResult": [{"attributeStatus": "Accepted"}, {"attributeStatus": "UnknownVariable"}]}, "rejected"),
        ({"getVariableResult": [None, 5]}, "accepted"),
        ({"status": "NotFound"}, "rejected"),
        ({}, "rejected"),
    ],
)
async def test_answers(station: Any, order: Any, published: Published, answer: Any, outcome: str) -> None:
    command_id = await order(station.id, "get_variables", variables=[VARIABLE])
    await station.receive()
    await station.send([3, command_id, answer])
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["answer"]) == (outcome, answer)


@pytest.mark.parametrize("station", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"], indirect=True)
@pytest.mark.parametrize(
    ("action", "payload"),
    [("ClearCache", {"x": 1}), ("Reset", {}), ("Reset", []), ("BootNotification", {}), ("Nonsense", {}), (None, None)],
)
async def test_what_no_schema_takes_is_not_sent(
    station: Any, order: Any, published: Published, action: Any, payload: Any
) -> None:
    if (action, payload) == ("ClearCache", {"x": 1}) and station.socket.subprotocol == "ocpp2.1":
        payload = {"customData": 1}
    command_id = await order(station.id, "ocpp_call", action=action, payload=payload)
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["error"]["code"]) == ("error", "format_violation")
    assert (await station.call("Heartbeat", {}))["currentTime"]


@pytest.mark.parametrize("station", ["ocpp1.6"], indirect=True)
@pytest.mark.parametrize(
    ("kind", "parameters", "action", "payload"),
    [
        ("get_configuration", {}, "GetConfiguration", {}),
        ("get_configuration", {"keys": ["HeartbeatInterval"]}, "GetConfiguration", {"key": ["HeartbeatInterval"]}),
        ("set_configuration", {"key": "A", "value": True}, "ChangeConfiguration", {"key": "A", "value": "true"}),
        ("ocpp_call", {"action": "GetLocalListVersion", "payload": {}}, "GetLocalListVersion", {}),
        ("ocpp_call", {"action": "DataTransfer", "payload": {"vendorId": "v"}}, "DataTransfer", {"vendorId": "v"}),
    ],
)
async def test_settings_and_generic_calls_of_1_6(
    station: Any, order: Any, published: Published, kind: str, parameters: Any, action: str, payload: Any
) -> None:
    command_id = await order(station.id, kind, **parameters)
    assert await station.receive() == [2, command_id, action, payload]
    answer: dict[str, Any] = {"status": "RebootRequired"} if kind == "set_configuration" else {"configurationKey": []}
    await station.send([3, command_id, answer])
    told = await answered(published, station, command_id)
    assert (told["outcome"], told["answer"]) == ("accepted", answer)
