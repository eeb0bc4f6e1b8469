"""Quirks that are no single frame of 1.6: each test is named by its id in the catalogue (shared/quirks.md)."""

import asyncio
import re
from typing import Any

import pytest
import websockets
from common.ids import uuid7
from common.testing.helpers import eventually
from common.tokens import keyed_hash
from csms_gateway.gateway import Gateway
from gateway_support import CREDENTIAL_KEY, FakeStation, NewStation, Published, connect
from websockets.typing import Subprotocol

TIME = "2026-11-25T10:00:00Z"
START = {"connectorId": 1, "idTag": "TAG", "meterStart": 5, "timestamp": TIME}
BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}


@pytest.fixture
async def station(gateway: Gateway, new_station: NewStation) -> Any:
    key = f"more-{uuid7().hex[-8:]}"
    station_id = await new_station(key)
    station = await connect(gateway, key)
    station.id, station.key = station_id, key
    yield station
    await station.socket.close()


def meter(*sampled: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"connectorId": 1, "meterValue": [{"timestamp": TIME, "sampledValue": list(sampled)}], **fields}


async def test_h11_the_version_in_the_path_decides_nothing(gateway: Gateway, new_station: NewStation) -> None:
    key = f"h11-{uuid7().hex[-6:]}"
    await new_station(key)
    url = f"ws://127.0.0.1:{gateway.port}/ocpp/ocpp1.6/{key}"
    async with websockets.connect(url, subprotocols=[Subprotocol("ocpp2.0.1")], proxy=None) as socket:
        assert socket.subprotocol == "ocpp2.0.1"


async def test_b1_messages_before_any_boot(station: FakeStation, published: Published) -> None:
    assert (await station.call("StartTransaction", START))["transactionId"] > 0
    await published.one(station.id, "transaction.started.v1")


async def test_b2_b3_b4_b7_b17_nothing_is_asked_of_a_station_that_connects(station: FakeStation) -> None:
    assert (await station.call("BootNotification", BOOT))["status"] == "Accepted"
    with pytest.raises(TimeoutError):
        await station.receive(seconds=0.5)


async def test_b6_a_boot_twice_is_told_twice_and_answered(station: FakeStation, published: Published) -> None:
    for _ in range(2):
        assert (await station.call("BootNotification", BOOT))["status"] == "Accepted"

    async def are_told() -> bool:
        return len(published.of(station.id, "station.booted.v1")) == 2

    await eventually(are_told)


async def test_b12_available_during_a_transaction_ends_nothing(
    gateway: Gateway, new_station: NewStation, published: Published
) -> None:
    key = f"b12-{uuid7().hex[-6:]}"
    station_id = await new_station(key)
    station = await connect(gateway, key, ["ocpp2.0.1"])
    info = {"transactionId": "t", "chargingState": "Charging"}
    event = {"eventType": "Started", "timestamp": TIME, "triggerReason": "Trigger", "seqNo": 0, "evse": {"id": 1},
             "transactionInfo": info}  # fmt: skip
    await station.call("TransactionEvent", event)
    status = {"timestamp": TIME, "connectorStatus": "Available", "evseId": 1, "connectorId": 1}
    await station.call("StatusNotification", status)
    await station.call("TransactionEvent", {**event, "eventType": "Updated", "seqNo": 1})
    updated = await published.one(station_id, "transaction.meter-values.v1")
    assert (updated["connector_number"], updated["charging_state"]) == (1, "Charging")
    assert published.of(station_id, "transaction.ended.v1") == []


async def test_b13_the_time_of_the_device_goes_along(station: FakeStation, published: Published) -> None:
    for at, word in (("2026-11-25T10:00:05Z", "Charging"), (TIME, "Preparing")):
        status = {"connectorId": 1, "errorCode": "NoError", "status": word, "timestamp": at}
        await station.call("StatusNotification", status)
    older = await published.one(
        station.id, "connector.status-changed.v1", lambda data: data["ocpp_status"] == "Preparing"
    )
    assert older["device_at"] == TIME


async def test_a2_the_case_of_a_tag_does_not_count(station: FakeStation, published: Published) -> None:
    await station.call("StartTransaction", START | {"idTag": "abCD12"})
    started = await published.one(station.id, "transaction.started.v1")
    assert started["token"]["hash"] == keyed_hash(bytes.fromhex(CREDENTIAL_KEY), "ABCD12")


async def test_t2_two_starts_on_one_connector_are_two_facts(station: FakeStation, published: Published) -> None:
    first = await station.call("StartTransaction", START)
    second = await station.call("StartTransaction", START | {"idTag": "OTHER"})
    assert first["transactionId"] != second["transactionId"]
    await published.one(
        station.id, "transaction.started.v1", lambda data: data["transaction_number"] == str(second["transactionId"])
    )


async def test_t7_t8_meter_values_after_the_stop_are_told(station: FakeStation, published: Published) -> None:
    number = (await station.call("StartTransaction", START))["transactionId"]
    await station.call("StopTransaction", {"transactionId": number, "meterStop": 9, "timestamp": TIME})
    assert await station.call("MeterValues", meter({"value": "9"}, transactionId=number)) == {}
    trailing = await published.one(station.id, "transaction.meter-values.v1")
    assert trailing["transaction_number"] == str(number)


async def test_t12_transaction_data_with_holes(station: FakeStation, published: Published) -> None:
    data = [{"timestamp": TIME}, {}, {"timestamp": TIME, "sampledValue": [{"value": "1"}, {}]}]
    stop = {"transactionId": 3, "meterStop": 9, "timestamp": TIME, "transactionData": data}
    assert await station.call("StopTransaction", stop) == {}
    assert [sample["value"] for sample in (await published.one(station.id, "transaction.ended.v1"))["samples"]] == ["1"]


@pytest.mark.parametrize(
    "sample",
    [
        {"value": "40", "unit": "Celcius", "measurand": "Temperature"},  # M3
        {"value": "50", "unit": "Hertz", "measurand": "Frequency"},  # M3
        {"value": "9", "measurand": "Current.Import", "phase": "L1-N"},  # M4
        {"value": "99", "measurand": "Current.Import"},  # M5: a sum that its phases contradict
        {"value": "230", "measurand": "Voltage", "context": "Sample.Clock"},  # M7
    ],
)
async def test_m3_m4_m5_m7_samples_are_passed_on_as_told(
    station: FakeStation, published: Published, sample: dict[str, Any]
) -> None:
    await station.call("MeterValues", meter(sample, sample))
    told = (await published.one(station.id, "transaction.meter-values.v1"))["samples"]
    assert len(told) == 2, "M12: twins are the reader's to count once"
    assert sample.items() <= told[0].items()


async def test_m10_m11_our_time_in_the_one_spelling_that_all_take(station: FakeStation) -> None:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", (await station.call("Heartbeat", {}))["currentTime"])


async def test_s6_a_firmware_status_again_and_again_without_an_id(station: FakeStation, published: Published) -> None:
    for _ in range(3):
        assert await station.call("FirmwareStatusNotification", {"status": "Installing"}) == {}
    assert (await published.one(station.id, "firmware.status-changed.v1"))["request_id"] is None


async def test_s9_a_flood_of_security_events_is_answered(station: FakeStation, published: Published) -> None:
    for number in range(200):
        await station.send([2, f"s{number}", "SecurityEventNotification", {"type": "X", "timestamp": TIME}])
    assert [(await station.receive())[0] for _ in range(200)] == [3] * 200

    async def are_told() -> bool:
        return len(published.of(station.id, "security.event-reported.v1")) == 200

    await eventually(are_told)


async def test_w2_w3_w4_a_station_that_flaps_keeps_its_newest_socket(gateway: Gateway, station: FakeStation) -> None:
    sockets = [await connect(gateway, station.key) for _ in range(8)]
    newest = sockets[-1]
    assert (await newest.call("Heartbeat", {}))["currentTime"]
    assert [await old.closed() for old in (station, *sockets[:-1])] == [1008] * 8


async def test_w10_a_stop_and_the_line_is_cut(gateway: Gateway, station: FakeStation, published: Published) -> None:
    stop = {"transactionId": 77, "meterStop": 9, "timestamp": TIME}
    await station.send([2, "w10", "StopTransaction", stop])
    station.socket.transport.abort()
    await published.one(station.id, "transaction.ended.v1")
    again = await connect(gateway, station.key)
    assert await again.ask([2, "w10", "StopTransaction", stop]) == [3, "w10", {}]
    first, second = await asyncio.wait_for(_two_ends(published, station.id), 10)
    assert first | {"epoch": 0, "received_at": ""} == second | {"epoch": 0, "received_at": ""}


async def _two_ends(published: Published, station_id: str) -> list[dict[str, Any]]:
    async def are_told() -> list[dict[str, Any]]:
        ends = published.of(station_id, "transaction.ended.v1")
        return ends if len(ends) == 2 else []

    return await eventually(are_told)
