"""The live stream: a hub of the test's own, or the whole service in a real server over a real Kafka."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
import pytest_asyncio
import uvicorn
from aiokafka import AIOKafkaProducer
from common.db import Sessions
from common.events import encode, type_headers
from common.kafka import new_producer
from common.service import Runtime, Service, create_app
from common.testing.helpers import FakeClock, bearer, eventually, trusting_authenticator
from common.testing.plugin import settings_from
from fastapi import FastAPI
from notifications_api.main import service
from notifications_api.settings import NotificationsSettings
from notifications_api.stream.endpoints import stream_router
from notifications_api.stream.hub import Hub
from notifications_api.stream.ring import Ring
from sqlalchemy.ext.asyncio import AsyncEngine

sys.path.insert(0, str(Path(__file__).parent))  # tests are imported by path; the helpers beside them by name

from webhook_fixtures import client, deliver, fresh, receiver, subscribe, tell, webhook_settings  # noqa: F401 - fixtures

EVERYTHING = ("stream:read", "stations:read", "sessions:read", "charges:read", "payments:read", "commands:read")


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime.now(UTC))


@pytest.fixture
def settings(service_environment: dict[str, str]) -> NotificationsSettings:
    return settings_from(NotificationsSettings, service_environment | {"HEARTBEAT_SECONDS": "0.2"})


@pytest.fixture
def hub() -> Hub:
    return Hub(Ring(20, base=1000), queue_size=10)


@pytest.fixture
def app(
    hub: Hub, settings: NotificationsSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock
) -> FastAPI:
    """The stream's endpoint over a hub that the test feeds."""
    own = Service(name="notifications-api", settings=settings, routers=[stream_router(hub, settings)])
    app = create_app(own, "api", Runtime(settings, engine, sessions, clock))
    app.state.authenticator = trusting_authenticator()
    return app


class Stream:
    """One request to the stream, as an ASGI server would make it; events appear in `events`, heartbeats in `pings`."""

    def __init__(self, app: FastAPI, headers: dict[str, str]) -> None:
        self._scope = {
            "type": "http",
            "method": "GET",
            "path": "/api/v1/stream",
            "query_string": b"",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        }
        self._app, self._left, self._text = app, asyncio.Event(), ""
        self.is_stuck = asyncio.Event()
        self.status, self.events, self.pings = 0, list[dict[str, Any]](), 0
        self.last_id: str | None = None
        self.task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        await self._app(self._scope, self._receive, self._send)

    async def _receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        if self.is_stuck.is_set():
            await asyncio.get_running_loop().create_future()
        self._text += message["body"].decode()
        *blocks, self._text = self._text.split("\n\n")
        for block in blocks:
            self._understand(block)

    def _understand(self, block: str) -> None:
        self.pings += block == ": ping"
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        self.last_id = fields.get("id", self.last_id)
        if "event" in fields:
            self.events.append({"event": fields["event"]} | orjson.loads(fields["data"]))

    async def leave(self) -> None:
        self._left.set()
        await self.task


Open = Callable[..., Any]


@pytest_asyncio.fixture
async def open_stream(app: FastAPI, hub: Hub) -> AsyncIterator[Open]:
    """`await open_stream("stations:read", organizations=[…], last_id="…")`: a stream that is listening."""
    opened: list[Stream] = []

    async def make(*rights: str, last_id: str | None = None, **options: Any) -> Stream:
        headers = bearer("stream:read", *(rights or EVERYTHING), **options)
        before = hub.listeners
        opened.append(stream := Stream(app, headers | ({"Last-Event-ID": last_id} if last_id else {})))

        async def is_there() -> bool:
            return stream.task.done() or (hub.listeners > before and stream.last_id is not None)

        await eventually(is_there)
        return stream

    yield make
    for stream in opened:
        await stream.leave()


@pytest_asyncio.fixture
async def server(settings: NotificationsSettings, engine: AsyncEngine, sessions: Sessions) -> AsyncIterator[str]:
    """The whole service in uvicorn, hints flowing; its address."""
    runtime = Runtime(settings, engine, sessions)
    app = create_app(service(settings), "api", runtime)
    app.state.authenticator = trusting_authenticator()
    config = uvicorn.Config(app, port=0, log_config=None, timeout_graceful_shutdown=1)
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve())

    async def is_started() -> bool:
        return running.started and bool(runtime.consumers) and all(one.ready.is_set() for one in runtime.consumers)

    await eventually(is_started)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    await task


@pytest_asyncio.fixture
async def producer(kafka_bootstrap: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = new_producer(kafka_bootstrap)
    await producer.start()
    yield producer
    await producer.stop()


@pytest.fixture
def publish(producer: AIOKafkaProducer, topic_prefix: str) -> Callable[..., Any]:
    """`await publish(topic, key, type, data)`: a message as its owner's relay would write it (data None: tombstone)."""

    async def send(topic: str, key: Any, event_type: str, data: dict[str, Any] | None) -> None:
        value = None
        if data is not None:
            value = encode(event_type, data, source="test", subject=str(key), time=datetime.now(UTC))
        await producer.send_and_wait(
            topic_prefix + topic, value, key=str(key).encode(), headers=type_headers(event_type)
        )

    return send


@contextlib.asynccontextmanager
async def listening(
    address: str, path: str = "/stream", rights: tuple[str, ...] = EVERYTHING, **options: Any
) -> AsyncIterator[list[dict[str, Any]]]:
    """Events of a real connection, as they come."""
    events: list[dict[str, Any]] = []
    async with httpx.AsyncClient(timeout=30) as browser:
        headers = bearer(*rights, **options)
        async with browser.stream("GET", f"{address}/api/v1{path}", headers=headers) as answer:
            assert answer.status_code == 200
            task = asyncio.create_task(_collect(answer, events))
            try:
                yield events
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _collect(answer: httpx.Response, events: list[dict[str, Any]]) -> None:
    name = ""
    async for line in answer.aiter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            events.append({"event": name} | orjson.loads(line.removeprefix("data: ")))


@pytest.fixture
def listen() -> Any:
    """`async with listen(address, organizations=[…]) as events`."""
    return listening
