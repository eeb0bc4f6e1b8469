import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import pytest_asyncio
from common.db import Sessions
from common.ids import uuid7
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, trusting_authenticator
from sqlalchemy.ext.asyncio import AsyncEngine
from stations_api.directory.models import OrganizationCopy, UserCopy
from stations_api.main import service
from stations_api.settings import StationsSettings

sys.path.insert(0, str(Path(__file__).parent))

from stations_support import Gateway, Operator, Worker

TOKEN_KEY = "00112233445566778899aabbccddeeff"


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def settings() -> StationsSettings:
    return StationsSettings(remote_token_key=TOKEN_KEY)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def runtime(settings: StationsSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock) -> Runtime:
    return Runtime(settings, engine, sessions, clock)


@pytest_asyncio.fixture
async def http(settings: StationsSettings, runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(service(settings), "api", runtime)
    app.state.authenticator = trusting_authenticator()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stations") as client:
        yield client


@pytest.fixture
def operator(http: httpx.AsyncClient) -> Operator:
    """Sees everything and may everything."""
    return Operator(http, login="operator")


@pytest.fixture
def operator_with(http: httpx.AsyncClient) -> Callable[..., Operator]:
    """`operator_with("stations:read", organizations=[…])`."""
    return lambda *rights, **options: Operator(http, *rights, **options)


@pytest.fixture
def worker(sessions: Sessions, settings: StationsSettings, clock: FakeClock) -> Worker:
    return Worker(sessions, settings, clock)


@pytest.fixture
def gateway_of(clock: FakeClock) -> Callable[..., Gateway]:
    """`gateway_of(station, epoch=2)`: the facts that the gateway would tell of this station."""
    return lambda station, **options: Gateway(station["id"], clock, **options)


@pytest.fixture
def make_organization(sessions: Sessions, clock: FakeClock) -> Any:
    async def make(name: str = "Owner") -> UUID:
        async with sessions.begin() as session:
            copy = OrganizationCopy(id=uuid7(), number="40000000000002", name=name, told_at=clock.now())
            session.add(copy)
        return copy.id

    return make


@pytest.fixture
def make_user(sessions: Sessions, clock: FakeClock) -> Any:
    async def make(organization_id: UUID | None = None, **changes: Any) -> UUID:
        fields = {"login": "ivanov", "label": "Ivanov I.", "is_blocked": False} | changes
        async with sessions.begin() as session:
            copy = UserCopy(id=uuid7(), organization_id=organization_id, told_at=clock.now(), **fields)
            session.add(copy)
        return copy.id

    return make
