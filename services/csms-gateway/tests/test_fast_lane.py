"""The fast way and the general way are one way: same answer, same fact, same deviations, for any frame."""

import contextlib
import re
from datetime import UTC, datetime
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it has no stubs
import orjson
import pytest
from common.events import encode
from csms_gateway.authorization import Authorizer
from csms_gateway.conversation import Handled
from csms_gateway.events import METER_VALUES, Event
from csms_gateway.metrics import Tally
from csms_gateway.model_rules import ANY
from csms_gateway.ocpp16.fast_meter_values import read_meter_values
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocppj.conversation import OcppProtocol
from csms_gateway.ocppj.routing import Router, Tools
from csms_gateway.ocppj.schemas import request_schemas
from csms_gateway.ocppj.typed_schemas import type_of
from csms_gateway.replicas.credentials import CredentialReplica
from gateway_support import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 25, 12, 0, 0, 123456, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "connectorId": 1,
    "transactionId": 77,
    "meterValue": [
        {
            "timestamp": "2026-11-25T12:00:00Z",
            "sampledValue": [
                {"value": "231.5", "measurand": "Voltage", "unit": "V", "phase": "L1-N", "context": "Sample.Clock"},
                {"value": "-17", "format": "Raw", "location": "Outlet"},
            ],
        }
    ],
}


class Caller:
    station_id = "019ac0de-0001-7000-8000-000000000001"
    epoch = 7
    connector_numbers = (1,)
    evse_map: dict[tuple[int, int], int] = {}  # noqa: RUF012 - read only
    rule = ANY


class _NoCommands:
    """The general way without any commands."""

    def call(self, *_: Any) -> Any:
        raise AssertionError

    def is_accepted(self, *_: Any) -> bool:
        return False


TOOLS = Tools(Authorizer(CredentialReplica(), b"a", b"b"), lambda: 300, 300)
GENERAL = OcppProtocol(Router(OCPP16, TOOLS), _NoCommands()).begin(Caller())


def told(handled: Any) -> Any:
    """What an outcome means: the events as their readers see them."""
    assert isinstance(handled, Handled)
    data = [orjson.loads(event.encode(Caller.station_id, NOW))["data"] for event in handled.events]
    return handled.action, handled.reply, data, handled.delivery, list(handled.deviations), handled.is_refused


def frame(payload: Any, message_id: Any = "m1") -> bytes:
    return orjson.dumps([2, message_id, "MeterValues", payload])


def changed(**fields: Any) -> dict[str, Any]:
    """The plain message with its first sample changed; None leaves a field out."""
    payload: dict[str, Any] = orjson.loads(orjson.dumps(PLAIN))
    sample = payload["meterValue"][0]["sampledValue"][0] | fields
    payload["meterValue"][0]["sampledValue"][0] = sample
    return payload


def test_a_plain_message_takes_the_fast_way() -> None:
    raw = frame(PLAIN)
    fast = read_meter_values(raw, Caller(), NOW)
    assert fast is not None
    assert told(fast) == told(GENERAL.read(raw, NOW))
    assert told(fast)[2][0]["samples"][1]["measurand"] == "Energy.Active.Import.Register"


@pytest.mark.parametrize(
    "raw",
    [
        frame(changed(value="1,5")),
        frame(changed(value="1\n5")),
        frame(changed(value="1e3")),
        frame(changed(value=" 5 ")),
        frame(changed(value=5)),
        frame(changed(value="")),
        frame(changed(value="٣")),
        frame(changed(unit="kW/h")),
        frame(changed(phase=None)),
        frame(changed(measurand=None)),
        frame(changed(vendor="x")),
        frame(changed(at="2026-11-25T12:00:00Z")),
        frame({**PLAIN, "connectorId": "1"}),
        frame({**PLAIN, "connectorId": 1.0}),
        frame({**PLAIN, "connectorId": 1 << 63}),
        frame({**PLAIN, "transactionId": None}),
        frame({**PLAIN, "meterValue": []}),
        frame({**PLAIN, "meterValue": PLAIN["meterValue"][0]}),
        frame(PLAIN, ""),
        frame(PLAIN, 5),
        frame(PLAIN, "x" * 37),
        frame(None),
        frame(PLAIN).replace(b'"V"', b'"\\u0056"'),
        frame(PLAIN).replace(b'"MeterValues"', b'"metervalues"'),
        frame(PLAIN) + b"\x10",
        frame(PLAIN)[:-3],
        b"[2.0" + frame(PLAIN)[2:],
        frame({**PLAIN, "meterValue": PLAIN["meterValue"] * 300}),
    ],
)
def test_anything_odd_is_left_to_the_general_way(raw: bytes) -> None:
    assert read_meter_values(raw, Caller(), NOW) is None


odd_text = st.one_of(
    st.sampled_from(["2026-11-25T12:00:00Z", "2026-11-25 12:00:00", "1970-01-01T00:00:00Z", "", "nonsense", "12"]),
    st.from_regex(re.compile(r"-?\d{1,4}(\.\d{1,3})?"), fullmatch=True),
    st.text(max_size=12),
)
words = st.sampled_from(
    ["Voltage", "V", "Wh", "L1", "L1-N", "Outlet", "Raw", "SignedData", "Sample.Periodic", "Celcius"]
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), odd_text, words)
names = st.sampled_from(["value", "measurand", "unit", "phase", "context", "format", "location", "at", "values"])
sample = st.one_of(
    st.fixed_dictionaries(
        {"value": st.from_regex(re.compile(r"-?\d{1,6}(\.\d{1,3})?"), fullmatch=True)},
        optional={
            "measurand": st.sampled_from(["Voltage", "SoC", "Energy.Active.Import.Register"]),
            "unit": st.sampled_from(["V", "Wh", "Percent", "Celsius"]),
            "context": st.sampled_from(["Sample.Periodic", "Transaction.End"]),
            "location": st.sampled_from(["Outlet", "EV"]),
            "phase": st.sampled_from(["L1", "N"]),
        },
    ),
    st.dictionaries(names, scalars, max_size=5),
)
moment = st.fixed_dictionaries(
    {"timestamp": odd_text, "sampledValue": st.one_of(st.lists(sample, max_size=4), scalars)},
)
payloads = st.fixed_dictionaries(
    {"connectorId": st.one_of(st.integers(-2, 9), scalars), "meterValue": st.one_of(st.lists(moment, max_size=3))},
    optional={"transactionId": st.one_of(st.integers(-5, 1 << 33), scalars), "extra": scalars},
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(payload=payloads, message_id=st.one_of(st.text(max_size=40), scalars))
def test_what_the_fast_way_takes_is_valid_and_means_the_same(payload: Any, message_id: Any) -> None:
    with contextlib.suppress(TypeError):  # an integer that orjson does not write
        raw = frame(payload, message_id)
        fast = read_meter_values(raw, Caller(), NOW)
        if fast is not None:
            jsonschema.validate(orjson.loads(raw)[3], request_schemas("v16")["MeterValues"].schema)
            assert told(fast) == told(GENERAL.read(raw, NOW))


def test_a_type_is_only_made_of_words_that_it_can_keep() -> None:
    with pytest.raises(ValueError, match="nobody knows"):
        type_of({"type": "object", "properties": {}}, "Open")
    with pytest.raises(ValueError, match="no type"):
        type_of({"type": "number"}, "Limit")


def test_an_envelope_is_the_common_one() -> None:
    event = Event(METER_VALUES, {"station_id": "s", "received_at": NOW, "text": 'a"я'})
    ours = orjson.loads(event.encode('odd "key"', NOW))
    common = orjson.loads(encode(METER_VALUES, event.data, source="/csms-gateway", subject='odd "key"', time=NOW))
    assert list(ours) == list(common)
    assert {**ours, "id": ""} == {**common, "id": ""}


def test_ids_are_uuids_of_version_7_and_rise() -> None:
    envelopes = [orjson.loads(Event(METER_VALUES, {}).encode("s", NOW))["id"] for _ in range(1_000)]
    assert len(set(envelopes)) == 1_000
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", i) for i in envelopes
    )


def test_a_tally_is_a_counter_for_prometheus() -> None:
    tally = Tally("gateway_test_tally", "Only here", ("kind",))
    tally.add(("a",))
    tally.add(("a",), 2)
    (family,) = tally.collect()
    assert [(one.name, one.labels, one.value) for one in family.samples] == [
        ("gateway_test_tally_total", {"kind": "a"}, 3)
    ]
