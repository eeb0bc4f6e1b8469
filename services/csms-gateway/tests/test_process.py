"""The gateway as it is run: a process under uvloop, stopped by SIGTERM, killed, started again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import orjson
import pytest_asyncio
from common.testing.helpers import eventually
from gateway_support import CREDENTIAL_KEY, TOKEN_KEY, FakeStation, MakeSettings, Published, Register, dial

START = {"connectorId": 1, "idTag": "X", "meterStart": 7, "timestamp": "2026-11-25T10:00:00Z"}
Launch = Callable[[], Awaitable["RunningGateway"]]


class RunningGateway:
    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self.process, self.port = process, port

    async def connect(self, key: str) -> FakeStation:
        async def is_let_in() -> FakeStation | None:
            try:
                return await dial(self.port, key)
            except Exception:  # noqa: BLE001 - not yet: the copy of the stations is still being read
                return None

        station = await eventually(is_let_in)
        assert station is not None
        return station

    async def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        async with asyncio.timeout(15):
            return await self.process.wait()


@pytest_asyncio.fixture(loop_scope="session")
async def launch(make_settings: MakeSettings, unused_tcp_port: int) -> AsyncIterator[Launch]:
    """Starts the same gateway (data folder, port) as often as wanted."""
    settings = make_settings()
    environment = {
        **os.environ,
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "KAFKA_TOPIC_PREFIX": settings.kafka_topic_prefix,
        "DATA_DIR": str(settings.data_dir),
        "PORT": str(unused_tcp_port),
        "CREDENTIAL_KEY": CREDENTIAL_KEY,
        "REMOTE_TOKEN_KEY": TOKEN_KEY,
    }
    started: list[RunningGateway] = []

    async def start() -> RunningGateway:
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "csms_gateway", env=environment)
        gateway = RunningGateway(process, unused_tcp_port)
        started.append(gateway)
        await eventually(lambda: _answers(unused_tcp_port))
        return gateway

    yield start
    for gateway in started:
        if gateway.process.returncode is None:
            await gateway.end(signal.SIGKILL)


async def _answers(port: int) -> bool:
    try:
        async with httpx.AsyncClient() as client:
            return (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
    except httpx.HTTPError:
        return False


async def test_a_polite_stop_says_goodbye_and_loses_nothing(
    launch: Launch, register: Register, published: Published
) -> None:
    station_id = await register.station("polite")
    gateway = await launch()
    station = await gateway.connect("polite")
    await station.send([2, "last", "StartTransaction", START])
    assert (await station.receive())[1] == "last"
    assert await gateway.end(signal.SIGTERM) == 0
    assert await station.closed() == 1012
    await published.one(station_id, "transaction.started.v1")
    gone = await published.one(station_id, "station.disconnected.v1")
    assert gone["reason"] == "gateway stops"


async def test_after_a_kill_the_same_start_gets_the_same_number(
    launch: Launch, register: Register, published: Published
) -> None:
    station_id = await register.station("killed")
    first = await launch()
    number = (await (await first.connect("killed")).call("StartTransaction", START))["transactionId"]
    assert await first.end(signal.SIGKILL) == -signal.SIGKILL
    second = await launch()
    assert (await (await second.connect("killed")).call("StartTransaction", START))["transactionId"] == number
    started = await published.one(station_id, "transaction.started.v1")
    assert started["transaction_number"] == str(number)


def test_the_openapi_is_empty_and_needs_nobody() -> None:
    printed = subprocess.run([sys.executable, "-m", "csms_gateway", "openapi"], capture_output=True, check=True)
    assert orjson.loads(printed.stdout)["paths"] == {}
