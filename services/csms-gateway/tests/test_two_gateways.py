"""Two gateways at once: a partition of commands each, and a station that moves takes its commands along."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest_asyncio
from common.ids import uuid7
from common.testing.helpers import eventually
from gateway_support import CREDENTIAL_KEY, TOKEN_KEY, FakeStation, MakeSettings, Published, Register, dial

CONNECTED, ANSWERED = "station.connected.v1", "command.answered.v1"


async def start(settings: Any, port: int, instance: int) -> asyncio.subprocess.Process:
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "KAFKA_TOPIC_PREFIX": settings.kafka_topic_prefix,
        "DATA_DIR": str(settings.data_dir),
        "PORT": str(port),
        "GATEWAY_INSTANCE": str(instance),
        "CREDENTIAL_KEY": CREDENTIAL_KEY,
        "REMOTE_TOKEN_KEY": TOKEN_KEY,
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "csms_gateway", env=environment)

    async def is_ready() -> bool:
        try:
            async with httpx.AsyncClient() as client:
                return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
        except httpx.HTTPError:
            return False

    await eventually(is_ready, seconds=20)
    return process


@pytest_asyncio.fixture(loop_scope="session")
async def ports(make_settings: MakeSettings, unused_tcp_port_factory: Any) -> AsyncIterator[list[int]]:
    """Ports of gateway 0 and gateway 1, running."""
    ports = [unused_tcp_port_factory() for _ in range(2)]
    processes = [await start(make_settings(), port, instance) for instance, port in enumerate(ports)]
    yield ports
    for process in processes:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def enter(port: int, key: str) -> FakeStation:
    async def is_let_in() -> FakeStation | None:
        try:
            return await dial(port, key)
        except Exception:  # noqa: BLE001 - not yet: the copy of the stations is still being read
            return None

    station = await eventually(is_let_in)
    assert station is not None
    return station


async def test_a_socket_that_moves_takes_its_commands_along(
    ports: list[int], register: Register, published: Published
) -> None:
    station_id = await register.station("mover")
    first = await enter(ports[0], "mover")
    here = await published.one(station_id, CONNECTED)
    assert (here["gateway"], here["command_partition"]) == (0, 0)
    await order(register, station_id, here["command_partition"])
    _, command_id, *_ = await first.receive()
    await first.send([3, command_id, {"status": "Accepted"}])
    await published.one(station_id, ANSWERED)

    # The old socket is half open: gateway 0 does not know yet that the station has gone.
    second = await enter(ports[1], "mover")
    there = await published.one(station_id, CONNECTED, lambda data: data["gateway"] == 1)
    assert there["command_partition"] == 1
    assert there["epoch"] > here["epoch"]

    # A command on its way to where the station was; stations-api sends it again to where it is now.
    lost = await order(register, station_id, here["command_partition"])
    assert (await first.receive())[1] == lost
    await order(register, station_id, there["command_partition"], command_id=lost)
    assert (await second.receive())[1] == lost
    await second.send([3, lost, {"status": "Accepted"}])
    answered = await published.one(station_id, ANSWERED, lambda data: data["command_id"] == lost)
    assert (answered["epoch"], answered["outcome"]) == (there["epoch"], "accepted")
    await first.socket.close()
    gone = await published.one(station_id, "station.disconnected.v1")
    assert gone["epoch"] == here["epoch"], "the late close belongs to the older socket"
    assert (await second.call("Heartbeat", {}))["currentTime"]


async def order(register: Register, station_id: str, partition: int, command_id: str | None = None) -> str:
    command_id, now = command_id or str(uuid7()), datetime.now(UTC)
    data: dict[str, Any] = {
        "command_id": command_id, "station_id": station_id, "kind": "soft_reset", "connector_number": None,
        "parameters": {}, "transaction_number": None, "remote_token": None, "created_at": now,
        "expires_at": now + timedelta(seconds=150),
    }  # fmt: skip
    await register.publish("station-commands", station_id, "command.requested.v1", data, partition=partition)
    return command_id
