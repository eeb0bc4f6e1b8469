"""The promises in contracts/: examples and everything that a live gateway publishes hold to the schemas."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import websockets
from common.events import Envelope
from common.ids import uuid7
from common.testing.helpers import eventually
from csms_gateway import events
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, Register, connect

CONTRACTS = Path(__file__).parents[1] / "contracts"
NATIVE_TYPES = {events.NATIVE_REPORTED, events.PASSPORT}
_METER = [{"timestamp": "2026-11-25T10:00:00Z", "sampledValue": [{"value": 7, "context": "Transaction.Begin"}]}]
YOUNGER_CALLS: list[tuple[str, dict[str, Any]]] = [
    ("BootNotification", {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}),
    ("StatusNotification", {"timestamp": "2026-11-25T10:00:00Z", "connectorStatus": "Faulted", "evseId": 1,
                            "connectorId": 2}),
    ("TransactionEvent", {"eventType": "Started", "timestamp": "never", "seqNo": 0, "triggerReason": "RemoteStart",
                          "transactionInfo": {"transactionId": "T-1", "chargingState": "Charging"},
                          "evse": {"id": 1}, "meterValue": _METER, "idToken": {"idToken": "X", "type": "eMAID"}}),
    ("TransactionEvent", {"eventType": "Updated", "timestamp": "2026-11-25T10:00:00Z", "seqNo": 1,
                          "triggerReason": "Nonsense", "transactionInfo": {"transactionId": "T-2"}}),
    ("TransactionEvent", {"eventType": "Ended", "timestamp": "2026-11-25T10:00:00Z", "seqNo": 2,
                          "triggerReason": "EVDeparted", "transactionInfo": {"transactionId": "T-1"},
                          "meterValue": _METER}),
    ("FirmwareStatusNotification", {"status": "Installed", "requestId": 4}),
    ("LogStatusNotification", {"status": "Uploaded"}),
    ("SecurityEventNotification", {"type": "FirmwareUpdated", "timestamp": "2026-11-25T10:00:00Z"}),
    ("NotifyReport", {"requestId": 1, "generatedAt": "2026-11-25T10:00:00Z", "seqNo": 0, "reportData": [
        {"component": {"name": "EVSE", "evse": {"id": 1}}, "variable": {"name": "Power"},
         "variableAttribute": [{"value": "1"}]}]}),
    ("NotifyEvent", {"generatedAt": "2026-11-25T10:00:00Z", "seqNo": 0, "eventData": [
        {"eventId": 1, "timestamp": "2026-11-25T10:00:00Z", "trigger": "Alerting", "actualValue": "true",
         "eventNotificationType": "HardWiredNotification", "component": {"name": "X"}, "variable": {"name": "Y"}}]}),
]  # fmt: skip
TYPES = sorted(name for name in vars(events).values() if isinstance(name, str) and name.endswith(".v1"))


def schema(event_type: str) -> jsonschema_rs.Validator:
    content = json.loads((CONTRACTS / f"{event_type}.schema.json").read_text())
    return jsonschema_rs.validator_for(content, validate_formats=True)


@pytest.mark.parametrize("event_type", TYPES)
def test_the_example_is_an_envelope_and_holds_to_its_schema(event_type: str) -> None:
    raw = (CONTRACTS / f"{event_type}.json").read_bytes()
    assert Envelope.decode(raw).type == event_type
    schema(event_type).validate(json.loads(raw)["data"])


def test_there_is_a_contract_for_every_event_and_no_other() -> None:
    assert sorted(path.name.removesuffix(".schema.json") for path in CONTRACTS.glob("*.schema.json")) == TYPES


async def test_what_is_really_published_holds_to_the_schemas(
    gateway: Gateway, published: Published, logged: Published, register: Register, new_station: NewStation
) -> None:
    station_id = await new_station("contracts")
    station = await connect(gateway, "contracts")
    connection = gateway.registry.find(station_id)
    assert connection is not None
    sampled = [{"timestamp": "2026-11-25T10:00:00Z", "sampledValue": [{"value": "1", "unit": "Wh"}]}]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"}),
        ("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "SuspendedEV"}),
        ("StatusNotification", {"status": "Whatever", "timestamp": "never"}),
        ("StatusNotification", {}),
        ("Authorize", {"idTag": "X"}),
        ("StartTransaction", {"connectorId": 1, "idTag": "X", "meterStart": 0, "timestamp": "2026-11-25T10:00:00Z"}),
        ("StartTransaction", {"meterStart": "12"}),
        ("MeterValues", {"connectorId": 1, "meterValue": sampled}),
        ("StopTransaction", {"meterStop": 3, "transactionData": sampled, "idTag": "X"}),
    ]
    for action, payload in calls:
        await station.call(action, payload)
    younger_id = await new_station("contracts-2")
    younger = await connect(gateway, "contracts-2", ["ocpp2.0.1"])
    for action, payload in YOUNGER_CALLS:
        await younger.call(action, payload)
    await younger.socket.close()
    with pytest.raises(websockets.InvalidStatus):
        await connect(gateway, "contracts-nobody")
    await published.one("contracts-nobody", events.UNKNOWN_SEEN)
    await command(register, station_id, "soft_reset")
    _, command_id, *_ = await station.receive()
    await station.send([4, command_id, "NotSupported", "no", {}])
    await command(register, station_id, "nonsense")
    connection._seen_at -= 1000
    await station.call("Heartbeat", {})
    await eventually(lambda: both_answered(published, station_id))
    await station.socket.close()
    await published.one(station_id, "station.disconnected.v1")
    await logged.one(station_id, "frame.logged.v1", lambda data: "Heartbeat" in data["raw"])

    subjects = {station_id, younger_id, "contracts-nobody"}
    envelopes = [one for one in published.envelopes + logged.envelopes if one["subject"] in subjects]
    assert {envelope["type"] for envelope in envelopes} == set(TYPES) - NATIVE_TYPES
    for envelope in envelopes:
        schema(envelope["type"]).validate(envelope["data"])
        assert set(envelope["data"]) == set(json.loads((CONTRACTS / f"{envelope['type']}.json").read_text())["data"])


async def both_answered(published: Published, station_id: str) -> Any:
    return len(published.of(station_id, "command.answered.v1")) == 2


async def command(register: Register, station_id: str, kind: str) -> Any:
    now = datetime.now(UTC)
    data: dict[str, Any] = {
        "command_id": str(uuid7()), "station_id": station_id, "kind": kind, "connector_number": None,
        "parameters": {}, "transaction_number": None, "remote_token": None, "created_at": now,
        "expires_at": now + timedelta(seconds=60),
    }  # fmt: skip
    await register.publish("station-commands", station_id, "command.requested.v1", data, partition=0)


def test_reads_what_the_others_publish() -> None:
    """The examples of stations-api and identity-api feed our copies."""
    from csms_gateway.replicas.credentials import CredentialReplica
    from csms_gateway.replicas.stations import StationReplica

    services = CONTRACTS.parents[1]
    for folder, name, replica in (
        ("identity-api", "credential.snapshot.v1", CredentialReplica()),
        ("stations-api", "station.snapshot.v1", StationReplica()),
    ):
        path = services / folder / "contracts" / f"{name}.json"
        if not path.exists():
            pytest.skip(f"{path} is not here")
        envelope = json.loads(path.read_text())
        replica.put(envelope["subject"], envelope["data"])
        assert len(replica) == 1


def test_reads_the_commands_that_stations_api_sends() -> None:
    from csms_gateway.commands.consumer import read_command

    path = CONTRACTS.parents[1] / "stations-api" / "contracts" / "command.requested.v1.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    data = json.loads(path.read_text())["data"]
    command = read_command(data)
    assert (command.id, command.station_id, command.kind) == (data["command_id"], data["station_id"], data["kind"])
