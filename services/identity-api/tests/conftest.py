"""identity-api in a process of its own making: real PostgreSQL, its own tokens checked by common.auth."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from common.auth import Authenticator, Keys
from common.db import Sessions
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock
from common.testing.plugin import settings_from
from identity_api.main import service
from identity_api.seed.service import seed
from identity_api.settings import IdentitySettings

ADMIN_PASSWORD = "Admin-Password-1"
CLIENT_SECRET = "machine-secret"


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="module")
def settings(service_environment: dict[str, str]) -> IdentitySettings:
    own = {
        "CREDENTIAL_KEY": "00" * 32,
        "ADMIN_LOGIN": "Admin",
        "ADMIN_PASSWORD": ADMIN_PASSWORD,
        "API_CLIENT_ID": "machine",
        "API_CLIENT_SECRET": CLIENT_SECRET,
    }
    return settings_from(IdentitySettings, service_environment | own)


@pytest.fixture
def clock() -> FakeClock:
    """Stands at the present: tokens are checked against the real time."""
    return FakeClock(datetime.now(UTC))


@pytest_asyncio.fixture
async def runtime(settings: IdentitySettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock) -> Runtime:
    """A seeded installation."""
    runtime = Runtime(settings, engine, sessions, clock)
    await seed(runtime)
    return runtime


@pytest.fixture
def app(settings: IdentitySettings, runtime: Runtime) -> FastAPI:
    app = create_app(service(settings), "api", runtime)

    async def fetch(_: str) -> Any:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://self") as client:
            return (await client.get("/api/v1/auth/jwks")).json()

    app.state.authenticator = Authenticator(Keys("jwks", fetch))
    return app


@pytest_asyncio.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who has not signed in."""
    async with new_browser(app) as client:
        yield client


def new_browser(app: FastAPI, *, address: str = "198.51.100.1", scheme: str = "http") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 50000))
    return httpx.AsyncClient(transport=transport, base_url=f"{scheme}://test/api/v1")


@pytest_asyncio.fixture
async def admin(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The first administrator's program: a bearer token of his."""
    async with new_browser(app) as client:
        token = await client_token(client)
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


async def client_token(client: httpx.AsyncClient) -> str:
    form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": CLIENT_SECRET}
    answer = await client.post("/auth/token", data=form)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])
