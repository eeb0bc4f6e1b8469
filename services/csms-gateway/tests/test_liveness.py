"""Is it still there: pings, silence, slow readers, bursts (quirks W1, T13)."""

import asyncio
from typing import Any

import pytest
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway, running
from gateway_support import MakeSettings, NewStation, Published, Register, connect, until_known, until_ready
from raw_socket import PING, TEXT, RawSocket

STATUS = b'[2,"%d","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Available"}]'


@pytest.fixture
async def strict(make_settings: MakeSettings, register: Register) -> Any:
    """A gateway with short patience, and one station."""
    changes = {"ping_after": 0.3, "drop_after": 2.5, "heartbeat_interval": 1, "slow_reader": 0.5}
    async with running(Gateway(make_settings(**changes))) as gateway:
        await until_ready(gateway)
        strict: Any = gateway
        strict.station_id = await until_known(gateway, await register.station("alive"))
        yield strict


async def gone(published: Published, station_id: str, reason: Any) -> Any:
    return await published.one(station_id, "station.disconnected.v1", lambda data: data["reason"] == reason)


async def test_a_silent_station_that_answers_pings_stays(strict: Any) -> None:
    station = await connect(strict, "alive")
    connection = strict.registry.find(strict.station_id)
    opened = connection.last_frame_at

    async def has_ponged_long_after() -> Any:
        return connection.has_ponged and connection.last_frame_at - opened > strict.settings.drop_after

    await eventually(has_ponged_long_after)
    assert connection.is_open
    await station.socket.close()


async def test_a_half_open_socket_is_noticed(strict: Any, published: Published) -> None:
    socket = await RawSocket.open(strict.port, "alive")
    assert (await socket.receive()).opcode == PING  # and no pong ever
    await gone(published, strict.station_id, "silent")
    socket.close()


async def test_a_station_without_pongs_lives_by_its_frames(strict: Any) -> None:
    """Quirk W1."""
    socket = await RawSocket.open(strict.port, "alive")
    connection = strict.registry.find(strict.station_id)
    for number in range(25):
        socket.send(TEXT, STATUS % number)
        await asyncio.sleep(0.15)
    assert (connection.is_open, connection.has_ponged) == (True, False)
    socket.close()


async def test_a_station_that_does_not_read_is_cut(strict: Any, published: Published) -> None:
    socket = await RawSocket.open(strict.port, "alive")
    socket.stop_reading()
    connection = strict.registry.find(strict.station_id)
    # Long ids are echoed: answers that fill the buffers of the kernel soon.
    for _ in range(40):
        socket.send(TEXT, b'[2,"%b","Heartbeat",{}]' % (b"x" * 500_000))
    assert (await gone(published, strict.station_id, "slow reader"))["epoch"] == connection.epoch
    socket.close()


async def test_a_burst_is_read_no_faster_than_it_is_stored(
    gateway: Gateway, new_station: NewStation, published: Published
) -> None:
    station_id = await new_station("burst")
    station = await connect(gateway, "burst")
    connection = gateway.registry.find(station_id)
    assert connection is not None
    most = 0
    for number in range(1_000):
        await station.send(STATUS % number)
        most = max(most, connection._held)
    answers = [(await station.receive())[1] for _ in range(1_000)]
    assert answers == [str(number) for number in range(1_000)]
    # What was already in the read buffer is taken in spite of the pause.
    assert most <= 2 * gateway.settings.max_held_per_station


async def test_a_fact_says_that_the_station_lives(strict: Any, published: Published) -> None:
    """A sign of life of its own only when nothing else has been told of the station for a while."""
    station = await connect(strict, "alive")
    connection = strict.registry.find(strict.station_id)
    for _ in range(2):
        connection._seen_at -= 1000
        await station.call("StatusNotification", {"connectorId": 1, "errorCode": "NoError", "status": "Available"})
    connection._seen_at -= 1000
    await station.call("Heartbeat", {})
    await published.one(strict.station_id, "station.seen.v1")
    told = published.types(strict.station_id)
    assert told.count("station.seen.v1") == 1
    assert told[-1] == "station.seen.v1"
    await station.socket.close()
