"""Entries of the quirk catalogue: frame → answer → event, one line each; and real chargers' frames as they came."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, connect

DATA = Path(__file__).parents[4] / "shared" / "data"
TIME = "2026-11-25T10:00:00Z"
START = {"connectorId": 1, "idTag": "T", "meterStart": 5, "timestamp": TIME}
STOP = {"transactionId": 5, "meterStop": 9, "timestamp": TIME}
STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
STATUS_EVENT, METER_EVENT = "connector.status-changed.v1", "transaction.meter-values.v1"
START_EVENT, STOP_EVENT = "transaction.started.v1", "transaction.ended.v1"


def meter(sampled: Any, **fields: Any) -> dict[str, Any]:
    return {"connectorId": 1, "meterValue": [{"timestamp": TIME, "sampledValue": sampled}], **fields}


class Quirk(NamedTuple):
    """`answer` is a part of the CALLRESULT's payload; `event` parts of the event's data (None: no event)."""

    id: str
    frame: Any
    answer: Mapping[str, Any] = MappingProxyType({})
    event_type: str | None = None
    event: Mapping[str, Any] = MappingProxyType({})


QUIRKS = [
    # --- framing
    Quirk("F3 number", [2, 77, "Heartbeat", {}]),
    Quirk("F3 empty", [2, "", "Heartbeat", {}]),
    Quirk("F3 long", [2, "x" * 300, "Heartbeat", {}]),
    Quirk("F8 type as text", ["2", "1", "Heartbeat", {}]),
    Quirk("F9 value never written", '[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError",'
          '"status":"Available","info":}]', {}, STATUS_EVENT, {"info": None}),
    Quirk("F9 lonely comma", '[2,"1","Heartbeat",{,}]'),
    Quirk("F10 null", [2, "1", "Heartbeat", None]),
    Quirk("F10 missing", [2, "1", "Heartbeat"]),
    Quirk("F11 optional", [2, "1", "FirmwareStatusNotification", {"status": "???"}]),
    Quirk("F13 case", [2, "1", "heartBEAT", {}]),
    Quirk("F13 prefix", [2, "1", "urn:ocpp:Heartbeat", {}]),
    Quirk("W8 bytes", b'[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available",'
          b'"info":"a\xff\x00b"}]', {}, STATUS_EVENT, {"info": "a\ufffdb"}),
    Quirk("W8 escaped NUL", '[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError",'
          '"status":"Available","info":"a\\u0000b"}]', {}, STATUS_EVENT, {"info": "ab"}),
    Quirk("W8 lone surrogate", '[2,"1","StatusNotification",{"connectorId":1,"errorCode":"NoError",'
          '"status":"Available","info":"\\ud800"}]', {}, STATUS_EVENT, {"info": "\ufffd"}),
    Quirk("W8 trailing", b'[2,"1","Heartbeat",{}]\x10\x0e'),
    Quirk("W8 byte order mark", b'\xef\xbb\xbf[2,"1","Heartbeat",{}]'),
    # --- boot and status
    Quirk("B5 long", [2, "1", "BootNotification", {"chargePointVendor": "v" * 60, "chargePointModel": "m"}],
          {"status": "Accepted"}, "station.booted.v1", {"vendor": "v" * 60}),
    Quirk("B5 extra", [2, "1", "BootNotification", {"chargePointVendor": "v", "chargePointModel": "m", "x": [1]}],
          {"status": "Accepted"}, "station.booted.v1", {"vendor": "v"}),
    Quirk("B8 unknown code", [2, "1", "StatusNotification", STATUS | {"errorCode": "Error", "status": "Faulted"}],
          {}, STATUS_EVENT, {"error_code": "OtherError", "vendor_error_code": "Error", "controller_status": "E6"}),
    Quirk("B8 empty code", [2, "1", "StatusNotification", STATUS | {"errorCode": ""}],
          {}, STATUS_EVENT, {"error_code": "NoError"}),
    Quirk("B10 connector as text", [2, "1", "StatusNotification", STATUS | {"connectorId": "2"}],
          {}, STATUS_EVENT, {"connector_number": 2}),
    Quirk("B10 undeclared", [2, "1", "StatusNotification", STATUS | {"connectorId": 9}],
          {}, STATUS_EVENT, {"connector_number": 9}),
    Quirk("B10 start on 0", [2, "1", "StartTransaction", START | {"connectorId": 0}],
          {}, START_EVENT, {"connector_number": 1}),
    Quirk("Q34 null texts", [2, "1", "StatusNotification", STATUS | {"info": "null", "vendorErrorCode": "0x00"}],
          {}, STATUS_EVENT, {"info": None, "vendor_error_code": None}),
    # --- authorisation
    Quirk("A1 long", [2, "1", "StartTransaction", START | {"idTag": "t" * 40}], {}, START_EVENT,
          {"deviations": ["A1"]}),
    Quirk("A3 missing", [2, "1", "StartTransaction", {k: v for k, v in START.items() if k != "idTag"}],
          {"idTagInfo": {"status": "Accepted"}}, START_EVENT, {"authorization": "accepted", "deviations": ["A3"]}),
    Quirk("A4 invalid", [2, "1", "StartTransaction", START], {"idTagInfo": {"status": "Invalid"}}, START_EVENT,
          {"authorization": "invalid"}),
    # --- transactions
    Quirk("T3 number as text", [2, "1", "StopTransaction", STOP | {"transactionId": "5"}], {}, STOP_EVENT,
          {"transaction_number": "5"}),
    Quirk("T3 id missing", [2, "1", "StopTransaction", {"meterStop": 1, "timestamp": TIME}], {}, STOP_EVENT,
          {"transaction_number": "0"}),
    Quirk("T9 reason unknown", [2, "1", "StopTransaction", STOP | {"reason": "Bored"}], {}, STOP_EVENT,
          {"reason": "Bored"}),
    Quirk("T9 reason in wrong case", [2, "1", "StopTransaction", STOP | {"reason": "evdisconnected"}], {}, STOP_EVENT,
          {"reason": "EVDisconnected"}),
    Quirk("T9 reason missing", [2, "1", "StopTransaction", STOP], {}, STOP_EVENT, {"reason": "Local"}),
    Quirk("T10 register as fraction", [2, "1", "StopTransaction", STOP | {"meterStop": 1234.6}], {}, STOP_EVENT,
          {"meter_stop_wh": 1235}),
    Quirk("T11 1970", [2, "1", "StopTransaction", STOP | {"timestamp": "1970-01-01T00:00:00Z"}], {}, STOP_EVENT,
          {"device_at": None, "is_late": False, "deviations": ["T11"]}),
    Quirk("T11 future", [2, "1", "StopTransaction", STOP | {"timestamp": "2099-01-01T00:00:00Z"}], {}, STOP_EVENT,
          {"device_at": None}),
    Quirk("T19 stop without tag", [2, "1", "StopTransaction", STOP | {"idTag": ""}], {}, STOP_EVENT, {"token": None}),
    # --- meter values and time
    Quirk("M1 number", [2, "1", "MeterValues", meter([{"value": 12.5}])], {}, METER_EVENT, {"values": ["12.5"]}),
    Quirk("M1 comma", [2, "1", "MeterValues", meter([{"value": " 12,5 "}])], {}, METER_EVENT, {"values": ["12.5"]}),
    Quirk("M1 nonsense", [2, "1", "MeterValues", meter([{"value": "NaN"}, {"value": ""}, {"value": "7"}])], {},
          METER_EVENT, {"values": ["7"]}),
    Quirk("M1 exponent", [2, "1", "MeterValues", meter([{"value": "1.5e3"}])], {}, METER_EVENT, {"values": ["1500"]}),
    Quirk("M2 object for array", [2, "1", "MeterValues",
          {"connectorId": 1, "meterValue": {"timestamp": TIME, "sampledValue": {"value": "8"}}}], {}, METER_EVENT,
          {"values": ["8"]}),
    Quirk("M2 values", [2, "1", "MeterValues", {"connectorId": 1, "values": [{"timestamp": TIME, "values": ["8"]}]}],
          {}, METER_EVENT, {"values": ["8"]}),
    Quirk("M4 unknown words", [2, "1", "MeterValues", meter([{"value": "8", "measurand": "Request.Energy",
          "context": "CurrentMax"}])], {}, METER_EVENT, {"values": ["8"]}),
    Quirk("M6 no measurand", [2, "1", "MeterValues", meter([{"value": "8"}])], {}, METER_EVENT,
          {"measurand": "Energy.Active.Import.Register"}),
    Quirk("M7 connector 0", [2, "1", "MeterValues", meter([{"value": "8"}], connectorId=0)], {}, METER_EVENT,
          {"connector_number": 0}),
    Quirk("M8 id 0", [2, "1", "MeterValues", meter([{"value": "8"}], transactionId=0)], {}, METER_EVENT,
          {"transaction_number": None}),
    Quirk("Q01 id 2^63-1", [2, "1", "MeterValues", meter([{"value": "8"}], transactionId=9223372036854775807)], {},
          METER_EVENT, {"transaction_number": None}),
    Quirk("M9 no zone", [2, "1", "StatusNotification", STATUS | {"timestamp": "2026-11-25T10:00:00"}], {},
          STATUS_EVENT, {"device_at": TIME}),
    Quirk("M9 short zone", [2, "1", "StatusNotification", STATUS | {"timestamp": "2026-11-25T12:00:00+02"}], {},
          STATUS_EVENT, {"device_at": TIME}),
    Quirk("M9 blank for T", [2, "1", "StatusNotification", STATUS | {"timestamp": "2026-11-25 10:00:00Z"}], {},
          STATUS_EVENT, {"device_at": TIME}),
    Quirk("M9 zeros", [2, "1", "StatusNotification", STATUS | {"timestamp": "0000-00-00T00:00:00.000Z"}], {},
          STATUS_EVENT, {"device_at": None}),
    Quirk("S11 vendor data", [2, "1", "DataTransfer", {"vendorId": "EV-BOX", "data": {"a": 1}}],
          {"status": "UnknownVendorId"}),
    Quirk("S12 markup", [2, "1", "StatusNotification", STATUS | {"info": "<b>&\"'--"}], {}, STATUS_EVENT,
          {"info": "<b>&\"'--"}),
]  # fmt: skip


@pytest.mark.parametrize("quirk", QUIRKS, ids=lambda quirk: quirk.id)
async def test_a_quirk_is_answered_and_told(
    gateway: Gateway, published: Published, new_station: NewStation, quirk: Quirk
) -> None:
    key = "q-" + quirk.id.replace(" ", "-").replace("^", "")
    station_id = await new_station(key, connectors=1)
    station = await connect(gateway, key)
    kind, _, payload = await station.ask(quirk.frame)
    assert kind == 3
    assert payload.items() >= quirk.answer.items()
    if quirk.event_type is not None:
        event = await published.one(station_id, quirk.event_type)
        assert {name: _flat(event)[name] for name in quirk.event} == quirk.event
    assert (await station.call("Heartbeat", {}))["currentTime"]
    await station.socket.close()


def _flat(event: dict[str, Any]) -> dict[str, Any]:
    """The event with its samples' values beside, and the fields of its first sample."""
    samples = event.get("samples") or [{}]
    return {**samples[0], **event, "values": [sample.get("value") for sample in samples]}


class TestFraming:
    @pytest.fixture
    async def station(self, gateway: Gateway, new_station: NewStation) -> Any:
        known = gateway.stations.find_by_key("framing")
        station_id = known.id if known else await new_station("framing")
        station = await connect(gateway, "framing")
        station.id = station_id
        yield station
        await station.socket.close()

    async def test_the_id_is_echoed_as_it_came(self, station: Any) -> None:
        for message_id in (77, "", "ü", -1, "x" * 300, None, 1.5):
            assert (await station.ask([2, message_id, "Heartbeat", {}]))[1] == message_id

    async def test_a_repeated_message_gets_the_stored_answer_and_no_second_event(
        self, station: Any, published: Published
    ) -> None:
        """Quirk F1."""
        frame = [2, "again", "StartTransaction", START | {"meterStart": 777, "timestamp": "1970-01-01T00:00:00Z"}]
        first = await station.ask(frame)
        assert await station.ask(frame) == first
        await station.call("StatusNotification", STATUS | {"info": "after"})
        await published.one(station.id, STATUS_EVENT, lambda data: data["info"] == "after")
        assert len([e for e in published.of(station.id, START_EVENT) if e["meter_start_wh"] == 777]) == 1

    async def test_one_id_for_everything_loses_nothing(self, station: Any, published: Published) -> None:
        """Quirk F2 at its worst: each call is "1", and the third equals the first."""
        for status in ("Available", "Charging", "Available"):
            payload = {"connectorId": 4, "errorCode": "NoError", "status": status}
            assert await station.ask([2, "1", "StatusNotification", payload]) == [3, "1", {}]

        async def probe() -> Any:
            told = [data for data in published.of(station.id, STATUS_EVENT) if data["connector_number"] == 4]
            return [data["ocpp_status"] for data in told] == ["Available", "Charging", "Available"]

        await eventually(probe)

    async def test_the_same_id_with_another_payload_is_another_message(self, station: Any) -> None:
        """Quirk F2."""
        first = await station.ask([2, "same", "StartTransaction", START])
        second = await station.ask([2, "same", "StartTransaction", START | {"meterStart": 6}])
        assert first[2]["transactionId"] != second[2]["transactionId"]

    async def test_many_calls_in_flight_are_all_answered_in_order(self, station: Any) -> None:
        """Quirk F4."""
        for number in range(100):
            await station.send([2, str(number), "StatusNotification", STATUS])
        assert [(await station.receive())[1] for _ in range(100)] == [str(number) for number in range(100)]

    @pytest.mark.parametrize(
        "raw",
        ["", "rubbish", "{}", "[]", "[2]", "null", "5", '[1,"x"]', '[9,"x","y",{}]', '[3,"unknown",{}]', "[" * 10_000,
         '[4,"unknown"]', '[5,"x","y"]', b"\xff\xfe\x00", b"\x00\x00", '{"a":' * 2_000],
    )  # fmt: skip
    async def test_nonsense_gets_no_answer_and_does_no_harm(self, station: Any, raw: Any) -> None:
        await station.send(raw)
        assert (await station.call("Heartbeat", {}))["currentTime"]

    async def test_broken_json_with_a_readable_id_is_refused_by_that_id(
        self, station: Any, published: Published
    ) -> None:
        answer = await station.ask('[2,"broken","MeterValues",{"connectorId":1,"meterValue":[{"tim')
        assert answer[:3] == [4, "broken", "FormationViolation"]
        kept = await published.one(station.id, "frame.rejected.v1", lambda data: "broken" in data["raw"])
        assert kept["action"] is None

    @pytest.mark.parametrize("number", ["1e400", "9" * 400, "-" + "9" * 30, "NaN", "Infinity", "18446744073709551616"])
    async def test_huge_numbers_anywhere(self, station: Any, number: Any) -> None:
        for field in ("connectorId", "meterStart", "reservationId"):
            start = json.dumps(START | {field: "?"}).replace('"?"', number)
            assert (await station.ask(f'[2,"h","StartTransaction",{start}]'))[0] in (3, 4)
        sampled = json.dumps(meter([{"value": "?"}])).replace('"?"', number)
        assert (await station.ask(f'[2,"h","MeterValues",{sampled}]'))[0] == 3

    async def test_a_huge_message_of_samples_arrives(self, station: Any, published: Published) -> None:
        sampled = [{"value": str(number), "measurand": "Voltage", "phase": "L1"} for number in range(12_000)]
        assert await station.call("MeterValues", meter(sampled, transactionId=31)) == {}

        async def probe() -> Any:
            events = [data for data in published.of(station.id, METER_EVENT) if data["transaction_number"] == "31"]
            return [sample["value"] for data in events for sample in data["samples"]] == [s["value"] for s in sampled]

        await eventually(probe)


def _lines(name: str) -> list[dict[str, Any]]:
    path = DATA / name
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


SILENT = {"station.connected.v1", "station.disconnected.v1", "station.seen.v1"}
"""Facts of the connection, not of a message."""
WITHOUT_A_FACT = {"Heartbeat", "DataTransfer"}


def _examples(protocol: str) -> list[str]:
    """Frames of the reported quirks: as text where the point is in the bytes."""
    told = [line["example"] for line in _lines("ocpp-quirks/quirks.jsonl") if line["protocol"] == protocol]
    texts = [one if isinstance(one, str) else json.dumps(one) for one in told if one is not None]
    return [text for text in texts if not text.startswith("GET")]


class TestRealChargers:
    """The socket stays open, each CALL is answered, a record exists."""

    @pytest.mark.parametrize("name", ["ocpp-frames-real/frames.jsonl", "ocpp-frames-simulator/ocpp16.jsonl"])
    async def test_every_frame_keeps_the_socket_open_and_each_call_is_answered(
        self, gateway: Gateway, new_station: NewStation, logged: Published, name: str
    ) -> None:
        frames = [line["raw"] for line in _lines(name) if line["direction"] == "cp->cs"]
        if not frames:
            pytest.skip(f"{DATA / name} is not here")
        key = name.split("/", maxsplit=1)[0]
        station_id = await new_station(key)
        await self._play_all(await connect(gateway, key), frames)
        await self._are_kept(logged, station_id, frames)

    @pytest.mark.parametrize("protocol", ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"])
    async def test_every_reported_quirk_keeps_the_socket_open(
        self, gateway: Gateway, new_station: NewStation, published: Published, logged: Published, protocol: str
    ) -> None:
        """What is reported of 2.0.1 is tried with 2.1 too; every call that says something becomes a fact."""
        frames = _examples("ocpp2.0.1" if protocol == "ocpp2.1" else protocol)
        if not frames:
            pytest.skip(f"{DATA / 'ocpp-quirks'} is not here")
        station_id = await new_station(f"reported-{protocol}")
        await self._play_all(await connect(gateway, f"reported-{protocol}", [protocol]), frames)
        await self._are_kept(logged, station_id, frames)
        telling = [one for one in map(json.loads, frames) if one[0] == 2 and one[2] not in WITHOUT_A_FACT]

        async def are_facts() -> bool:
            facts = [one for one in published.envelopes if one["subject"] == station_id and one["type"] not in SILENT]
            return len(facts) >= len(telling)

        await eventually(are_facts)

    @staticmethod
    async def _play_all(station: Any, frames: list[str]) -> None:
        for raw in frames:
            await station.send(raw)
            frame = json.loads(raw)
            if frame[0] == 2:
                kind, message_id, *_ = await station.receive()
                assert (kind in (3, 4), message_id) == (True, frame[1])
        assert (await station.call("Heartbeat", {}))["currentTime"]
        await station.socket.close()

    @staticmethod
    async def _are_kept(logged: Published, station_id: str, frames: list[str]) -> None:
        async def probe() -> bool:
            kept = Counter(one["raw"] for one in logged.of(station_id, "frame.logged.v1") if one["direction"] == "in")
            return not Counter(frames) - kept

        await eventually(probe)
