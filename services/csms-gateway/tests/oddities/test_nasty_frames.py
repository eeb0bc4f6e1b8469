"""What a strict reviewer would try: each frame is answered, a fact is kept, none costs more than it should."""

import time

import orjson
import pytest
from csms_gateway.gateway import Gateway
from csms_gateway.ocppj.frames import Unreadable, parse
from gateway_support import NewStation, Published, connect
from nasty_frames import OF_16, OF_201, Nasty
from nasty_frames21 import OF_21, SILENT
from offline_conversation import take

FRAMES = {"ocpp1.6": OF_16, "ocpp2.0.1": OF_201, "ocpp2.1": [*OF_201, *OF_21]}
CASES = [(version, one) for version, frames in FRAMES.items() for one in frames]
HALF_A_MEGABYTE = 250_000
ENDLESS = {
    "quotes in a text that never ends": b'[2,"1","A",{"a":"' + b'\\"' * HALF_A_MEGABYTE,
    "quotes within single quotes": b"[2,'1','A',{" + b"\\'" * HALF_A_MEGABYTE,
    "comments that never end": b'[2,"1","A",{' + b"/*" * HALF_A_MEGABYTE,
    "a name that never ends": b'[2,"1","A",{' + b"a" * HALF_A_MEGABYTE,
    "names without values": b'[2,"1","A",{' + b"a " * HALF_A_MEGABYTE,
    "zeros": b'[2,"1","A",{' + b"+0" * HALF_A_MEGABYTE,
    "blanks": b'[2,"1","A",{' + b"[ ," * 150 + b",    " * (HALF_A_MEGABYTE // 4) + b"x",
}


@pytest.mark.parametrize(("version", "nasty"), CASES, ids=lambda value: getattr(value, "name", value))
def test_it_is_answered_and_kept(version: str, nasty: Nasty) -> None:
    handled = take(version, nasty.raw)
    reply = handled.reply or b"[0]"
    assert b"InternalError" not in reply
    assert orjson.loads(reply)[0] == nasty.answer, reply
    if nasty.fact is not None:
        assert handled.events[0].type == nasty.fact


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_refused_in_time_that_grows_with_its_length(name: str) -> None:
    """Searching anew from each of its quotes took minutes, in which the gateway heard nobody."""
    began = time.process_time()
    assert isinstance(parse(ENDLESS[name]), Unreadable)
    assert time.process_time() - began < 10


@pytest.mark.parametrize("version", FRAMES)
async def test_one_socket_carries_them_all(
    gateway: Gateway, published: Published, new_station: NewStation, version: str
) -> None:
    key = f"nasty-{version}"
    station_id = await new_station(key)
    station = await connect(gateway, key, [version])
    for nasty in FRAMES[version]:
        await station.send(nasty.raw)
        if nasty.answer != SILENT:
            assert (await station.receive())[0] == nasty.answer, nasty.name
    for raw in ENDLESS.values():
        await station.send(raw)
    answer = await station.ask([2, "last", "Heartbeat", {}])
    while answer[1] != "last":
        answer = await station.receive()
    assert answer[0] == 3
    kept = await published.one(station_id, "frame.rejected.v1")
    assert kept["reason"]
    await station.socket.close()
