"""A whole network that comes back at once: nobody is hung up on by the kernel, checks of passwords have an end."""

import asyncio
import socket
from contextlib import ExitStack, suppress

import pytest
import websockets
from argon2 import PasswordHasher
from common.ids import uuid7
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway, running
from gateway_support import MakeSettings, NewStation, Register, basic, connect, until_known, until_ready
from websockets.http11 import Response

PASSWORD = "password-of-the-storm"
CALLERS = 400
"""More than the 100 that asyncio lets wait by itself."""
HEARTBEAT = '[2,"h","Heartbeat",{}]'


async def test_callers_wait_in_the_kernel_while_the_gateway_is_busy(gateway: Gateway, new_station: NewStation) -> None:
    """`backlog` of the listening socket: the loop is held up here, and all the same every connection stands."""
    assert gateway.settings.backlog == 4096
    key = f"queue-{uuid7().hex[-6:]}"
    await new_station(key)
    with ExitStack() as lines:
        callers = [lines.enter_context(_dial(gateway.port)) for _ in range(CALLERS)]
        head = f"GET /ocpp/{key} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        head += "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        answers = await asyncio.gather(*(asyncio.to_thread(_ask, caller, head.encode()) for caller in callers))
    assert {answer.split(b"\r\n")[0] for answer in answers} == {b"HTTP/1.1 101 Switching Protocols"}


def _dial(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def _ask(caller: socket.socket, head: bytes) -> bytes:
    caller.sendall(head)
    return caller.recv(1024)


async def test_a_storm_of_passwords_is_let_in_little_by_little(make_settings: MakeSettings, register: Register) -> None:
    """Beyond what may wait the answer is 503 with the time to come again; in the end all are in, by one check each."""
    hasher = PasswordHasher(time_cost=2, memory_cost=8192, parallelism=1)
    keys = [f"storm-{number}-{uuid7().hex[-6:]}" for number in range(40)]
    async with running(Gateway(make_settings(password_waiting=4))) as gateway:
        await until_ready(gateway)
        for key in keys:
            await register.station(key, secrets=[_secret(hasher)])
        calm = f"calm-{uuid7().hex[-6:]}"
        await until_known(gateway, await register.station(calm))
        here = await connect(gateway, calm)
        storm = asyncio.gather(*(_come_in(gateway, key) for key in keys))
        while not storm.done():
            assert (await here.call("Heartbeat", {}))["currentTime"]
        assert sum(await storm) > 0
        assert await asyncio.gather(*(_come_in(gateway, key) for key in keys)) == [0] * len(keys)


def _secret(hasher: PasswordHasher) -> dict[str, object]:
    return {"hash": hasher.hash(PASSWORD), "scheme": "argon2id", "valid_until": None}


async def _come_in(gateway: Gateway, key: str) -> int:
    """How often it was told to come later."""
    refused: list[Response] = []

    async def is_in() -> bool:
        try:
            station = await connect(gateway, key, additional_headers=basic(key, PASSWORD))
        except websockets.InvalidStatus as error:
            refused.append(error.response)
            return False
        assert (await station.call("Heartbeat", {}))["currentTime"]
        await station.socket.close()
        return True

    await eventually(is_in, seconds=60)
    assert {(one.status_code, one.headers["Retry-After"]) for one in refused} <= {(503, "10")}
    return len(refused)


async def test_beyond_the_limit_of_connections_the_next_comes_later(
    make_settings: MakeSettings, register: Register
) -> None:
    """Who is connected may come anew all the same: his newer socket takes the place of the older."""
    keys = [f"room-{number}-{uuid7().hex[-6:]}" for number in range(3)]
    async with running(Gateway(make_settings(max_connections=2))) as gateway:
        await until_ready(gateway)
        for key in keys:
            await until_known(gateway, await register.station(key))
        first, second = [await connect(gateway, key) for key in keys[:2]]
        assert (await second.call("Heartbeat", {}))["currentTime"]
        with pytest.raises(websockets.InvalidStatus) as refused:
            await connect(gateway, keys[2])
        assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (503, "10")
        again = await connect(gateway, keys[0])
        assert await first.closed() == 1008
        await again.socket.close()

        async def is_let_in() -> bool:
            try:
                third = await connect(gateway, keys[2])
            except websockets.InvalidStatus:
                return False
            return bool((await third.call("Heartbeat", {}))["currentTime"])

        await eventually(is_let_in)


async def test_who_says_nothing_cannot_keep_the_door_from_the_others(
    make_settings: MakeSettings, register: Register
) -> None:
    """So many half-said requests and no more: the rest is hung up on, and the door is free again when they give up."""
    key = f"door-{uuid7().hex[-6:]}"
    async with running(Gateway(make_settings(max_callers=5, handshake_timeout=1.0))) as gateway:
        await until_ready(gateway)
        await until_known(gateway, await register.station(key))
        silent = [await asyncio.open_connection("127.0.0.1", gateway.port) for _ in range(5)]
        reader, _ = await asyncio.open_connection("127.0.0.1", gateway.port)
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 5) == b"", "the sixth is hung up on"
        for quiet, _ in silent:
            with suppress(ConnectionError):
                await asyncio.wait_for(quiet.read(), 10)
        station = await connect(gateway, key)
        assert (await station.call("Heartbeat", {}))["currentTime"]
        await station.socket.close()
