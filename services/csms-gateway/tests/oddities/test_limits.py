"""What a frame may not have, on every protocol: a clear answer, and a line for the quarantine (issue 5, 4.4)."""

from typing import Any

import orjson
import pytest
from common.ids import uuid7
from csms_gateway.gateway import Gateway
from csms_gateway.ocppj.twice_told import contradictions
from gateway_support import FakeStation, NewStation, Published, connect
from native_support import AT, NativeStation, connect_native

LIMIT = 1_048_576
DEEP = "[" * 10_000 + "]" * 10_000
START16 = '"connectorId":1,"idTag":"A","timestamp":"2026-11-25T10:00:00Z"'
EVENT2 = '"timestamp":"2026-11-25T10:00:00Z","triggerReason":"Authorized","seqNo":0,"evse":{"id":1}'
IDS = '"transactionId":"a","transactionId":"b"'
ENDED = f'"at":"{AT}","session_number":"s","connector_number":1,"transaction_number":"t"'
OF_16 = {
    "too deep": (f'[2,"d","StatusNotification",{{"info":{DEEP}}}]', 4),
    "NaN": (f'[2,"n","StartTransaction",{{{START16},"meterStart":NaN}}]', 3),
    "a huge integer": (f'[2,"h","StartTransaction",{{{START16},"meterStart":{"9" * 400}}}]', 3),
    "a name twice": (f'[2,"t","StartTransaction",{{{START16},"meterStart":5,"meterStart":6}}]', 3),
    "no UTF-8 where a name should be": (b'[2,"u","Stat\xff\xfeNotify",{}]', 4),
}
OF_2 = {
    "too deep": (f'[2,"d","TransactionEvent",{{"customData":{DEEP}}}]', 4),
    "NaN": (f'[2,"n","TransactionEvent",{{{EVENT2},"eventType":NaN}}]', 3),
    "a huge integer": (f'[2,"h","TransactionEvent",{{{EVENT2},"eventType":{"9" * 400}}}]', 3),
    "a name twice": (
        f'[2,"t","TransactionEvent",{{{EVENT2},"eventType":"Started","transactionInfo":{{{IDS}}}}}]',
        3,
    ),
    "no UTF-8 where a name should be": (b'[2,"u","Trans\xff\xfeEvent",{}]', 4),
}
FRAMES: dict[str, dict[str, tuple[Any, int]]] = {"ocpp1.6": OF_16, "ocpp2.0.1": OF_2, "ocpp2.1": OF_2}
NATIVE = {
    "too deep": (f'{{"type":"session_opened","sequence":1,"x":{DEEP}}}', "unreadable_frame"),
    "NaN": ('{"type":"session_opened","sequence":1,"at":"x","session_number":"s","connector_number":NaN}', None),
    "a huge integer": (
        f'{{"type":"session_opened","sequence":1,"at":"x","session_number":"s","connector_number":{"9" * 400}}}',
        None,
    ),
    "a name twice": (f'{{"type":"transaction_ended","sequence":1,{ENDED},"meter_stop_wh":5,"meter_stop_wh":6}}', ""),
    "no UTF-8 where a name should be": (b'{"type":"session_\xff\xfe","sequence":1}', None),
}
CASES = [(version, name) for version, frames in FRAMES.items() for name in frames]


@pytest.mark.parametrize(("version", "name"), CASES)
async def test_a_clear_answer_and_a_line_of_the_quarantine(
    gateway: Gateway, new_station: NewStation, published: Published, version: str, name: str
) -> None:
    raw, answer = FRAMES[version][name]
    key = f"limit-{uuid7().hex[-8:]}"
    station_id = await new_station(key, connectors=1)
    station = await connect(gateway, key, [version])
    assert (await station.ask(raw))[0] == answer
    kept = await published.one(station_id, "frame.rejected.v1")
    assert kept["reason"]
    assert kept["raw"]
    assert (await station.call("Heartbeat", {}))["currentTime"], "content closes no socket"
    await station.socket.close()


@pytest.mark.parametrize("name", NATIVE)
async def test_the_same_of_the_native_protocol(
    gateway: Gateway, new_station: NewStation, published: Published, name: str
) -> None:
    """Numbered ones are acknowledged: what cannot be used would come for ever."""
    raw, code = NATIVE[name]
    name = f"limit-{uuid7().hex[-8:]}"
    station_id = await new_station(name)
    station = await connect_native(gateway, f"N-{name}")
    await station.hello()
    await station.send(raw)
    if code != "":
        told = await station.receive_type("error")
        assert told["code"] == (code or told["code"])
        assert told["text"]
    if code != "unreadable_frame":
        await station.until_acknowledged(1)
    assert (await published.one(station_id, "frame.rejected.v1"))["reason"]
    await station.send({"type": "heartbeat"})
    assert (await station.receive_type("heartbeat_answer"))["time"]
    await station.socket.close()


@pytest.mark.parametrize("protocol", [*FRAMES, "native"])
async def test_a_message_beyond_a_mebibyte_is_the_one_that_closes(
    gateway: Gateway, new_station: NewStation, published: Published, protocol: str
) -> None:
    """1009, and a line of the quarantine says what happened, whole or in pieces; nobody has read the message."""
    name = f"long-{uuid7().hex[-8:]}"
    station_id = await new_station(name)
    station: FakeStation | NativeStation
    for pieces in ([b"x" * (LIMIT + 1)], [b"x" * (LIMIT // 2), b"x" * (LIMIT // 2), b"xx"]):
        if protocol == "native":
            station = await connect_native(gateway, f"N-{name}")
            await station.socket.send(iter(pieces) if len(pieces) > 1 else pieces[0])
        else:
            station = await connect(gateway, name, [protocol])
            await station.socket.send(iter(pieces) if len(pieces) > 1 else pieces[0])
        assert await station.closed() == 1009
    kept = await published.one(station_id, "frame.rejected.v1")
    assert kept["reason"].startswith("message too long")
    assert kept["quirks"] == ["W6"]


def test_only_what_contradicts_itself_is_told_twice() -> None:
    for text, names in {
        '{"a":1,"a":1}': [],
        '{"a":1,"a":2,"b":{"c":1,"c":[1]}}': ["a", "c"],
        '{"a":"x\\":y","b":"{\\"a\\" :1}"}': [],
        '{"a" : 1, "a" : null}': ["a"],
        '[{"a":1},{"a":2}]': [],
    }.items():
        raw = text.encode()
        assert sorted(contradictions(raw, orjson.loads(raw))) == names, text
