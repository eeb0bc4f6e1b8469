from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from common.db import Sessions
from common.events import Envelope
from common.ids import uuid7
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, bearer, trusting_authenticator
from sqlalchemy.ext.asyncio import AsyncEngine
from updates_api.main import service
from updates_api.settings import UpdatesSettings
from updates_api.software.consumers import SoftwareUnit
from updates_api.stations.consumers import StationCopyUnit


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def settings() -> UpdatesSettings:
    return UpdatesSettings()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def runtime(settings: UpdatesSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock) -> Runtime:
    return Runtime(settings, engine, sessions, clock)


@pytest_asyncio.fixture
async def software(settings: UpdatesSettings, runtime: Runtime) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """`await software(organizations=[…], station_id=…)`: the answer to GET /software."""
    app = create_app(service(settings), "api", runtime)
    app.state.authenticator = trusting_authenticator()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://updates") as http:

        async def get(right: str = "software:read", organizations: Any = "*", **params: Any) -> httpx.Response:
            headers = bearer(right, organizations=organizations)
            return await http.get("/api/v1/software", params=params, headers=headers)

        yield get


@pytest.fixture
def boot(clock: FakeClock) -> Callable[..., Envelope]:
    """`boot(station_id, "1.0")`: the fact of the gateway."""

    def make(station_id: UUID, version: str | None, **changes: Any) -> Envelope:
        data = {"station_id": str(station_id), "epoch": 1, "vendor": "ACME", "model": "Z", "firmware_version": version}
        key, at = str(station_id), changes.pop("at", clock.now())
        return Envelope(str(uuid7()), "/csms-gateway", "station.booted.v1", key, at, data, key)

    return make


@pytest.fixture
def apply(sessions: Sessions, clock: FakeClock) -> Callable[..., Awaitable[None]]:
    """Applies facts of the gateway as the consumer does, one call one batch."""

    async def work(*facts: Envelope) -> None:
        async with sessions.begin() as session:
            unit = SoftwareUnit(session, clock)
            for fact in facts:
                await unit.handlers[fact.type](fact)
            await unit.finish()

    return work


@pytest.fixture
def learn(sessions: Sessions) -> Callable[..., Awaitable[None]]:
    """Applies messages of the topic `stations`."""

    async def work(*messages: Envelope) -> None:
        async with sessions.begin() as session:
            unit = StationCopyUnit(session)
            for message in messages:
                await unit.handlers[message.type](message)
            await unit.finish()

    return work


@pytest.fixture
def make_station(clock: FakeClock, learn: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[UUID]]:
    async def make(organization_id: UUID | None = None, **changes: Any) -> UUID:
        station_id = changes.pop("station_id", uuid7())
        data = {"number": "EVSE11", "organization_id": str(organization_id or uuid7()), **changes}
        key = str(station_id)
        await learn(Envelope(str(uuid7()), "/stations-api", "station.snapshot.v1", key, clock.now(), data, key))
        return UUID(key)

    return make
