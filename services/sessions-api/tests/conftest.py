import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from common.db import Sessions
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, trusting_authenticator
from common.testing.plugin import settings_from
from sessions_api.db import OutboxMessage
from sessions_api.main import service
from sessions_api.reconciliation.unit import SessionsUnit
from sessions_api.sessions.models import Session
from sessions_api.settings import SessionsSettings
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from .factories import NOW, Message, envelope


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def settings(database_url: str) -> SessionsSettings:
    return settings_from(SessionsSettings, {"DATABASE_URL": database_url})


@pytest.fixture
def runtime(settings: SessionsSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock) -> Runtime:
    return Runtime(settings, engine, sessions, clock)


@pytest_asyncio.fixture
async def client(settings: SessionsSettings, runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(service(settings), "api", runtime)
    app.state.authenticator = trusting_authenticator()
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client


Feed = Callable[..., Awaitable[None]]


@pytest.fixture
def feed(sessions: Sessions, clock: FakeClock, settings: SessionsSettings) -> Feed:
    """Applies messages as one batch, as the consumer would."""

    async def run(*messages: Message) -> None:
        async with sessions.begin() as session:
            unit = SessionsUnit(session, clock, settings)
            for message in messages:
                await unit.handlers[message.type](envelope(message))
            await unit.finish()

    return run


@pytest.fixture
def stored(sessions: Sessions) -> Callable[..., Awaitable[list[Session]]]:
    """The sessions of a station as the database has them, by their start."""

    async def read(station_id: Any) -> list[Session]:
        async with sessions() as session:
            statement = select(Session).where(Session.station_id == station_id)
            return list(await session.scalars(statement.order_by(Session.started_at, Session.id)))

    return read


@pytest.fixture
def announced(sessions: Sessions) -> Callable[..., Awaitable[list[tuple[str, dict[str, Any]]]]]:
    """(type, data) of what the outbox holds for a station, in order."""

    async def read(station_id: Any) -> list[tuple[str, dict[str, Any]]]:
        async with sessions() as session:
            rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
            found = [(row.type, json.loads(row.payload or b"{}")["data"]) for row in rows]
        return [(kind, data) for kind, data in found if data.get("station_id") == str(station_id)]

    return read
