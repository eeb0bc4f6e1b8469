"""Pure parts: times, numbers, coercion, ids, the queue in front of a partition. No socket, no Kafka."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from csms_gateway.authorization import Authorizer
from csms_gateway.events import Delivery
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocppj.frames import Call, Unreadable, parse
from csms_gateway.ocppj.leniency import coerce, to_int, to_number
from csms_gateway.ocppj.routing import Router, Tools
from csms_gateway.ocppj.timestamps import read_time
from csms_gateway.publishing.lane import Lane
from csms_gateway.publishing.records import Record
from csms_gateway.transactions import TransactionId
from gateway_support import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
STATION = "00000000-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-04-01T14:00:00Z", datetime(2024, 4, 1, 14, tzinfo=UTC)),
        ("2024-04-01T14:00:00", datetime(2024, 4, 1, 14, tzinfo=UTC)),
        ("2024-04-01T14:00:00+02", datetime(2024, 4, 1, 12, tzinfo=UTC)),
        ("2024-04-01T14:00:00+0230", datetime(2024, 4, 1, 11, 30, tzinfo=UTC)),
        ("2024-04-01T14:00:00.1Z", datetime(2024, 4, 1, 14, 0, 0, 100_000, tzinfo=UTC)),
        ("2024-04-01T14:00:00.123456789Z", datetime(2024, 4, 1, 14, 0, 0, 123_456, tzinfo=UTC)),
        ("2024-04-01 14:00:00 UTC", datetime(2024, 4, 1, 14, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("2024-4-1T1:02:03Z", datetime(2024, 4, 1, 1, 2, 3, tzinfo=UTC)),
        (1711980000, datetime(2024, 4, 1, 14, tzinfo=UTC)),
        (1711980000000, datetime(2024, 4, 1, 14, tzinfo=UTC)),
        ("0000-00-00T00:00:00.000Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("2030-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+10:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ({"a": 1}, None),
    ],
)
def test_times_in_every_shape(text: Any, at: datetime | None) -> None:
    assert read_time(text, NOW).at == at


@pytest.mark.parametrize(
    ("value", "number"),
    [(5, 5), ("5", 5), (" 5,5 ", 5.5), ("1e3", 1000.0), (True, 1), ("1 234", 1234), ("NaN", None), ("", None),
     (float("inf"), None), ([1], None), (None, None), ("0x10", None), ("1e999", None), ("-3", -3), (".5", 0.5)],
)  # fmt: skip
def test_numbers_in_every_spelling(value: Any, number: float | None) -> None:
    assert to_number(value) == number


def test_integers_are_rounded_and_bounded() -> None:
    assert (to_int("7.6"), to_int(1 << 63), to_int((1 << 63) - 1)) == (8, None, (1 << 63) - 1)


def test_a_valid_payload_is_left_alone() -> None:
    schema = OCPP16.schemas["StartTransaction"]
    payload = {"connectorId": 1, "idTag": "A", "meterStart": 0, "timestamp": "whenever"}
    assert schema.is_valid(payload)
    assert coerce(payload, schema.schema).deviations == []


def test_names_in_wrong_case_are_recognised() -> None:
    schema = OCPP16.schemas["StartTransaction"].schema
    assert coerce({"ConnectorID": "2", "idtag": 7}, schema).payload == {"connectorId": 2, "idTag": "7"}


class TestTransactionId:
    def test_the_same_start_has_the_same_id(self) -> None:
        one = TransactionId.derive(STATION, 1, "2026-11-25T10:00:00Z", 0, "A")
        assert TransactionId.derive(STATION, 1, "2026-11-25T10:00:00Z", 0, "A") == one
        # Stable for ever: a restart, a new release and another machine must all say this.
        assert one == TransactionId(UUID("c479645e-019d-5349-b5c9-4bb9c414081f"), 1648144943)

    @pytest.mark.parametrize("other", [(2, "t", 0, "A"), (1, "u", 0, "A"), (1, "t", 1, "A"), (1, "t", 0, "B")])
    def test_every_part_counts(self, other: tuple[int, str, int, str]) -> None:
        assert TransactionId.derive(STATION, *other) != TransactionId.derive(STATION, 1, "t", 0, "A")

    @given(st.integers(0, 9), st.text(max_size=30), st.integers(-(1 << 53), 1 << 53), st.text(max_size=30))
    def test_numbers_are_positive_int32(self, connector: int, time: str, meter: int, tag: str) -> None:
        assert 0 < TransactionId.derive(STATION, connector, time, meter, tag).number < 1 << 31


class _Owner:
    is_given_up = False

    def give_up(self) -> None:
        self.is_given_up = True


def held(name: bytes, owner: _Owner, deadline: float = 0) -> Record:
    return Record(b"k", name, [], Delivery.HELD, owner=owner, deadline=deadline)


class TestLane:
    def test_a_refused_batch_comes_back_in_front_in_its_order(self) -> None:
        lane, owner = Lane(0), _Owner()
        records = [held(name, owner) for name in (b"a", b"b", b"c")]
        for record in records:
            lane.append(record)
        lane.take(records[0])
        lane.take(records[1])
        lane.put_back()
        assert [record.value for record in lane.waiting] == [b"a", b"b", b"c"]

    def test_what_nobody_misses_does_not_come_back(self) -> None:
        lane = Lane(0)
        lossy = Record(b"k", b"x", [])
        lane.append(lossy)
        lane.take(lossy)
        lane.put_back()
        assert (list(lane.waiting), lane.size_bytes) == ([], 0)

    def test_all_of_a_connection_that_gave_up_is_dropped_but_not_what_is_kept(self) -> None:
        lane, gone, there = Lane(0), _Owner(), _Owner()
        kept = Record(b"k", b"boot", [], Delivery.KEPT, owner=gone)
        for record in (held(b"old", gone), kept, held(b"young", gone, deadline=99), held(b"other", there)):
            lane.append(record)
        gone.give_up()
        assert lane.drop_abandoned() == 2
        assert [record.value for record in lane.waiting] == [b"boot", b"other"]

    def test_only_what_is_held_too_long_is_overdue(self) -> None:
        lane, owner = Lane(0), _Owner()
        records = [held(b"old", owner, 5), held(b"young", owner, 15), Record(b"k", b"boot", [], Delivery.KEPT)]
        for record in records:
            lane.append(record)
        lane.take(records[0])
        assert list(lane.overdue(10)) == [records[0]]

    def test_in_a_jam_the_newer_of_a_slot_replaces_the_older(self) -> None:
        lane = Lane(0)
        for number in range(5_000):
            lane.append(Record(b"k", b"%d" % number, [], Delivery.KEPT, slot="booted"))
        assert len(lane.waiting) < 300
        assert lane.waiting[-1].value == b"4999"


class _Caller:
    station_id, epoch, connector_numbers = STATION, 1, (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


class _NoCards:
    def find(self, _fingerprint: str) -> None:
        return None


@pytest.fixture(scope="module")
def serve() -> Callable[[bytes], bytes | None]:
    """One frame in, the answer out, all events encoded as for Kafka."""
    router = Router(OCPP16, Tools(Authorizer(_NoCards(), b"a", b"b"), lambda: 300, 300))

    def handle(raw: bytes) -> bytes | None:
        frame = parse(raw)
        if isinstance(frame, Call):
            handled = router.handle(frame, _Caller(), raw, NOW)
        elif isinstance(frame, Unreadable):
            handled = router.unreadable(frame, _Caller(), raw, NOW)
        else:
            return None
        for event in handled.events:
            assert len(event.encode(STATION, NOW)) < 1_000_000
        return handled.reply

    return handle


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
FIELDS = sorted({name for schema in OCPP16.schemas.values() for name in schema.schema.get("properties", {})})
PAYLOADS = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), JSON, max_size=6)


class TestFuzz:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(action=st.sampled_from(sorted(OCPP16.routes)) | st.text(max_size=12), payload=PAYLOADS | JSON, id_=JSON)
    def test_every_call_is_answered(self, serve: Any, action: Any, payload: Any, id_: Any) -> None:
        import json

        raw = json.dumps([2, id_, action, payload]).encode()
        reply = serve(raw)
        assert reply is not None
        assert orjson.loads(reply)[0] in (3, 4)
        assert b"InternalError" not in reply

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.binary(max_size=200))
    def test_any_bytes_are_survived(self, serve: Any, raw: Any) -> None:
        serve(raw)

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.data())
    def test_bent_frames_are_survived(self, serve: Any, data: Any) -> None:
        raw = bytearray(
            b'[2,"1","StopTransaction",{"transactionId":5,"meterStop":9,"timestamp":"2026-11-25T10:00:00Z"}]'
        )
        for _ in range(data.draw(st.integers(1, 5))):
            raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        serve(bytes(raw))
