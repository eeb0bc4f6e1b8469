"""What picows leaves to us: fragments, control frames in between, limits, close codes (cases of the Autobahn suite).

Broken on purpose (contracts 3): Autobahn's 6.x, invalid UTF-8 in a text is read with replacement, never closed.
"""

import asyncio
from typing import Any

import pytest
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import NewStation, Published, connect
from raw_socket import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, RawFrame, RawSocket

HEARTBEAT = b'[2,"1","Heartbeat",{}]'


@pytest.fixture
async def raw(gateway: Gateway, new_station: NewStation) -> Any:
    if gateway.stations.find_by_key("raw") is None:
        await new_station("raw")
    socket = await RawSocket.open(gateway.port, "raw")
    yield socket
    socket.close()


async def test_a_message_in_one_frame(raw: Any) -> None:
    raw.send(TEXT, HEARTBEAT)
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


async def test_fragments_with_a_ping_in_between(raw: Any) -> None:
    raw.send(TEXT, HEARTBEAT[:5], fin=False)
    raw.send(PING, b"are you there")
    raw.send(CONTINUATION, HEARTBEAT[5:9], fin=False)
    raw.send(CONTINUATION, b"", fin=False)
    raw.send(CONTINUATION, HEARTBEAT[9:])
    assert await raw.receive() == RawFrame(PONG, b"are you there")
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


async def test_fragments_byte_by_byte(raw: Any) -> None:
    for number, byte in enumerate(HEARTBEAT):
        opcode = TEXT if number == 0 else CONTINUATION
        raw.send(opcode, bytes([byte]), fin=number == len(HEARTBEAT) - 1)
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


async def test_bytes_that_trickle(raw: Any) -> None:
    frame = bytes([0x81, 0x80 | len(HEARTBEAT)]) + b"\0\0\0\0" + HEARTBEAT
    for byte in frame:
        raw.send_raw(bytes([byte]))
        await asyncio.sleep(0)
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


async def test_several_messages_in_one_packet(raw: Any) -> None:
    for _ in range(3):
        raw.send(TEXT, HEARTBEAT)
    assert {(await raw.receive()).opcode for _ in range(3)} == {TEXT}


async def test_binary_is_as_good_as_text_and_empty_is_ignored(raw: Any) -> None:
    raw.send(TEXT, b"")
    raw.send(BINARY, HEARTBEAT)
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


async def test_invalid_utf8_does_not_close(raw: Any) -> None:
    raw.send(TEXT, b'[2,"1","Authorize",{"idTag":"\xc3\x28\xff"}]')
    assert (await raw.receive()).payload == b'[3,"1",{"idTagInfo":{"status":"Invalid"}}]'


@pytest.mark.parametrize("rsv", [1, 2, 4])
async def test_reserved_bits_are_1002(raw: Any, rsv: Any) -> None:
    raw.send(TEXT, HEARTBEAT, rsv=rsv)
    assert (await raw.receive()).close_code == 1002
    await raw.ended()


async def test_an_unmasked_frame_is_1002(raw: Any) -> None:
    raw.send(TEXT, HEARTBEAT, masked=False)
    assert (await raw.receive()).close_code == 1002
    await raw.ended()


async def test_a_continuation_of_nothing_is_1002(raw: Any) -> None:
    raw.send(CONTINUATION, HEARTBEAT)
    assert (await raw.receive()).close_code == 1002


async def test_a_new_message_inside_a_fragmented_one_is_1002(raw: Any) -> None:
    raw.send(TEXT, HEARTBEAT[:5], fin=False)
    raw.send(TEXT, HEARTBEAT)
    assert (await raw.receive()).close_code == 1002


@pytest.mark.parametrize("opcode", [3, 4, 7, 11, 15])
async def test_unknown_opcodes_are_1002(raw: Any, opcode: int) -> None:
    raw.send(opcode, b"")
    assert (await raw.receive()).close_code == 1002


async def test_a_fragmented_or_long_control_frame_is_1002(raw: Any, gateway: Gateway) -> None:
    raw.send(PING, b"x" * 126)
    assert (await raw.receive()).close_code == 1002
    other = await RawSocket.open(gateway.port, "raw")
    other.send(PING, b"", fin=False)
    assert (await other.receive()).close_code == 1002
    other.close()


async def test_a_frame_beyond_one_mebibyte_is_1009(raw: Any) -> None:
    raw.send(TEXT, b" " * (1 << 20) + b"x")
    assert (await raw.receive()).close_code == 1009
    await raw.ended()


async def test_fragments_beyond_one_mebibyte_are_1009(raw: Any) -> None:
    raw.send(TEXT, b" " * (1 << 19), fin=False)
    raw.send(CONTINUATION, b" " * (1 << 19), fin=False)
    raw.send(CONTINUATION, b" ")
    assert (await raw.receive()).close_code == 1009


async def test_one_mebibyte_exactly_is_taken(raw: Any) -> None:
    raw.send(TEXT, HEARTBEAT + b" " * ((1 << 20) - len(HEARTBEAT)))
    assert (await raw.receive()).payload.startswith(b'[3,"1"')


@pytest.mark.parametrize(("sent", "answered"), [(b"\x03\xe8", 1000), (b"\x03\xe9bye", 1001), (b"", 1000)])
async def test_the_close_handshake_is_answered(raw: Any, sent: Any, answered: Any) -> None:
    raw.send(CLOSE, sent)
    assert (await raw.receive()).close_code == answered
    await raw.ended()


@pytest.mark.parametrize("sent", [b"\x03", b"\x00\x01", b"\x03\xec", b"\x03\xe8\xff\xff"])
async def test_a_broken_close_frame_is_refused(raw: Any, sent: Any) -> None:
    raw.send(CLOSE, sent)
    assert (await raw.receive()).close_code in (1002, 1007)


async def test_nothing_is_answered_after_a_protocol_error(raw: Any) -> None:
    raw.send(TEXT, b" " * ((1 << 20) + 1))
    raw.send(TEXT, HEARTBEAT)
    assert (await raw.receive()).close_code == 1009
    await raw.ended()


class TestNewestWins:
    """Law 4."""

    async def test_the_older_socket_is_closed_and_its_late_close_changes_nothing(
        self, gateway: Gateway, published: Published, new_station: NewStation
    ) -> None:
        station_id = await new_station("twice")
        first = await connect(gateway, "twice")
        second = await connect(gateway, "twice")
        assert await first.closed() == 1008
        assert (await second.call("Heartbeat", {}))["currentTime"]
        assert gateway.registry.find(station_id) is not None
        older = (await published.one(station_id, "station.connected.v1"))["epoch"]
        await published.one(station_id, "station.connected.v1", lambda data: data["epoch"] > older)
        gone = await published.one(station_id, "station.disconnected.v1")
        assert gone == {"station_id": station_id, "epoch": older, "reason": "replaced by a newer connection"}

    async def test_the_last_close_is_told(
        self, gateway: Gateway, published: Published, new_station: NewStation
    ) -> None:
        station_id = await new_station("leaver")
        station = await connect(gateway, "leaver")
        await station.socket.close()
        gone = await published.one(station_id, "station.disconnected.v1")
        assert gone["reason"] == "closed by the station (1000)"

        async def is_gone() -> Any:
            return gateway.registry.find(station_id) is None

        await eventually(is_gone)
