"""Frames that nobody has seen: every kind of oddity in every message of every version."""

import json
from functools import cache
from typing import Any

import orjson
import pytest
from common.testing.helpers import eventually
from csms_gateway.conversation import Handled
from csms_gateway.gateway import Gateway
from csms_gateway.ocpp16.routing import OCPP16
from csms_gateway.ocpp21.routing import OCPP21
from csms_gateway.ocpp201.routing import OCPP201
from csms_gateway.ocppj.routing import Dialect
from gateway_support import NewStation, Published, connect
from oddity_examples import valid
from oddity_kinds import KINDS, Kind
from offline_conversation import NOW, STATION, take

VERSIONS = ("ocpp1.6", "ocpp2.0.1", "ocpp2.1")


@cache
def dialect(version: str) -> Dialect:
    return next(one for one in (OCPP16, OCPP201, OCPP21) if one.protocol == version)


_OF_THE_TEXT = {"deviations", "raw", "transaction_key", "transactionId"}
"""What follows from how a message is told, not from what it says; 1.6 derives its ids from the text."""


def told(handled: Handled, version: str) -> list[Any]:
    """The facts, without what says how they were told."""
    left_out = _OF_THE_TEXT | ({"transaction_number"} if version == "ocpp1.6" else set())
    data = [(event.type, orjson.loads(event.encode(STATION, NOW))["data"]) for event in handled.events]
    return [(kind, {name: value for name, value in one.items() if name not in left_out}) for kind, one in data]


def answered(handled: Handled) -> list[Any]:
    """Kind and payload of the answer."""
    kind, _, payload, *_ = orjson.loads(handled.reply or b"[0,0,0]")
    return [kind, {name: value for name, value in payload.items() if name not in _OF_THE_TEXT}]


def is_deviation(version: str, action: str, raw: str | bytes) -> bool:
    """Whether the frame departs from the letter of the specification."""
    try:
        number, message_id, name, payload = orjson.loads(raw)
    except ValueError:
        return True
    is_plain = type(number) is int and isinstance(message_id, str) and len(message_id) <= 36 and name == action
    return not (is_plain and dialect(version).schemas[action].is_valid(payload))


CASES = [(version, kind) for version in VERSIONS for kind in KINDS]


@pytest.mark.parametrize(("version", "kind"), CASES, ids=lambda value: getattr(value, "name", value))
def test_it_is_answered_and_means_what_it_can(version: str, kind: Kind) -> None:
    for action in sorted(dialect(version).routes):
        schema = dialect(version).schemas[action].schema
        call = [2, "id-1", action, valid(schema)]
        plain = take(version, json.dumps(call))
        raw = kind.bend(call, schema)
        handled = take(version, raw)
        assert handled.reply is not None, (action, raw)
        assert b"InternalError" not in handled.reply, (action, raw)
        kind_of_answer = orjson.loads(handled.reply)[0]
        assert kind_of_answer == 3 or kind.may_refuse, (action, raw, handled.reply)
        if kind_of_answer == 4:
            assert [event.type for event in handled.events] == ["frame.rejected.v1"]
        assert handled.deviations or not is_deviation(version, action, raw), (action, raw)
        if kind.is_same:
            assert told(handled, version) == told(plain, version), (action, raw)
            assert answered(handled) == answered(plain), (action, raw)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_plain_messages_are_plain(version: str) -> None:
    """Else the oddities would be measured against other oddities."""
    for action in sorted(dialect(version).routes):
        call = json.dumps([2, "id-1", action, valid(dialect(version).schemas[action].schema)])
        assert not is_deviation(version, action, call), call
        assert not take(version, call).deviations, call


UNASKED = [
    '[3,"nobody-asked",{}]', "[3,null,null]", "[3,5,[]]", '[4,"nobody-asked","Odd","",{}]', '[4,"x"]',
    "[4,null,null,5]", '[1,"x","Heartbeat",{}]', "[0]", '[7,"x",{}]', '[-2,"x","Heartbeat",{}]',
    '["CALL","x","Heartbeat",{}]', "[true]",
    '[[2,"x","Heartbeat",{}]]', '{"2":"x"}', '"text"', "NaN", "[NaN]", "[[[[]]]]", "[" * 5000, "[2]", "[2,]",
]  # fmt: skip
YOUNGER = ['[5,"x","FormatViolation","",{}]', '[6,"x","NotifyPeriodicEventStream",{}]', '[6,"x","Heartbeat",{}]']


@pytest.mark.parametrize("version", VERSIONS)
async def test_the_socket_stays_open_and_every_frame_is_kept(
    gateway: Gateway, new_station: NewStation, logged: Published, version: str
) -> None:
    """All kinds in all messages over one socket, with what nobody asked for in between."""
    key = f"odd-{version}"
    station_id = await new_station(key, connectors=1)
    station = await connect(gateway, key, [version])
    sent = []
    for number, kind in enumerate(KINDS):
        await station.send(UNASKED[number % len(UNASKED)])
        await station.send(YOUNGER[number % len(YOUNGER)])
        for action in sorted(dialect(version).routes):
            schema = dialect(version).schemas[action].schema
            raw = kind.bend([2, f"{number}-{action}", action, valid(schema)], schema)
            sent.append(raw)
            await station.send(raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass").decode())
            while (await station.receive())[0] == 4 and not kind.may_refuse:
                pass  # refusals of what was in between
    heard = await station.ask([2, "the end", "Heartbeat", {}])
    while heard[1] != "the end":
        heard = await station.receive()
    assert heard[0] == 3

    async def are_kept() -> bool:
        kept = [one for one in logged.of(station_id, "frame.logged.v1") if one["direction"] == "in"]
        return len(kept) >= len(sent) + 2 * len(KINDS) + 1

    await eventually(are_kept, seconds=20)
    await station.socket.close()
