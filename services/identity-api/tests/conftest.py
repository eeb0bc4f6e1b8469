"""identity-api in a process of its own making: real PostgreSQL, its own tokens checked by common.auth."""

import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from common.auth import Authenticator, Keys
from common.db import Sessions
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock
from common.testing.plugin import settings_from
from fastapi import FastAPI
from identity_api.db import OutboxMessage
from identity_api.main import service
from identity_api.rights.models import Right
from identity_api.roles.models import Role
from identity_api.seed.service import seed
from identity_api.settings import IdentitySettings
from identity_api.sign_in.models import Attempts
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncEngine

sys.path.insert(0, str(Path(__file__).parent))

from identity_people import ADMIN_PASSWORD, CLIENT_SECRET, PASSWORD, new_organization, new_user, unique


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
    """A seeded installation; attempts of an earlier test, whose clock may have been ahead, are forgotten."""
    runtime = Runtime(settings, engine, sessions, clock)
    async with sessions.begin() as session:
        await session.execute(delete(Attempts))
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
async def browse(app: FastAPI) -> AsyncIterator[Callable[..., httpx.AsyncClient]]:
    """`browse(address=…, scheme=…)`: a browser with a cookie jar of its own, not signed in."""
    async with contextlib.AsyncExitStack() as stack:
        opened: list[httpx.AsyncClient] = []

        def open_one(*, address: str = "198.51.100.1", scheme: str = "http") -> httpx.AsyncClient:
            transport = httpx.ASGITransport(app, client=(address, 50000))
            opened.append(httpx.AsyncClient(transport=transport, base_url=f"{scheme}://test/api/v1"))
            stack.push_async_callback(opened[-1].aclose)
            return opened[-1]

        yield open_one


@pytest.fixture
def browser(browse: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    return browse()


@pytest_asyncio.fixture
async def admin(browse: Callable[..., httpx.AsyncClient]) -> httpx.AsyncClient:
    """A program with the administrator's rights, by a real token."""
    client = browse()
    form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": CLIENT_SECRET}
    answer = await client.post("/auth/token", data=form)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


Make = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def make_user(admin: httpx.AsyncClient) -> Make:
    """`await make_user("viewer", login=…)`: a user who need not change his password first."""

    async def make(*roles: str, **fields: Any) -> dict[str, Any]:
        return await created(admin, "/users", new_user(*roles, must_change_password=False) | fields)

    return make


@pytest.fixture
def make_organization(admin: httpx.AsyncClient) -> Make:
    async def make(**fields: Any) -> dict[str, Any]:
        return await created(admin, "/organizations", new_organization(**fields))

    return make


@pytest.fixture
def bind_card(admin: httpx.AsyncClient) -> Make:
    async def bind(user_id: str, number: str | None = None) -> dict[str, Any]:
        return await created(admin, "/credentials", {"user_id": user_id, "number": number or unique("card")})

    return bind


async def created(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.fixture
def signed_in(browse: Callable[..., httpx.AsyncClient]) -> Callable[..., Awaitable[httpx.AsyncClient]]:
    """`await signed_in(login)`: a browser in which this person has signed in, CSRF header and all."""

    async def enter(login: str, password: str = PASSWORD, **options: str) -> httpx.AsyncClient:
        client = browse(**options)
        answer = await client.post("/auth/sign-in", json={"login": login, "password": password})
        assert answer.status_code == 200, answer.text
        client.headers["X-CSRF-Token"] = str(client.cookies["sc_csrf"])
        return client

    return enter


@pytest_asyncio.fixture
async def outbox(sessions: Sessions) -> Callable[[], Awaitable[list[OutboxMessage]]]:
    """What waits to be published, oldest first."""

    async def read() -> list[OutboxMessage]:
        async with sessions() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    return read


@pytest.fixture
def role_id(sessions: Sessions) -> Callable[[str], Awaitable[str]]:
    async def find(name: str) -> str:
        async with sessions() as session:
            return str(await session.scalar(select(Role.id).where(Role.name == name)))

    return find


@pytest.fixture
def make_role(sessions: Sessions) -> Callable[..., Awaitable[str]]:
    """`await make_role("users:read", …)`: the name of a new role with these rights."""

    async def make(*codes: str) -> str:
        async with sessions.begin() as session:
            rights = list(await session.scalars(select(Right).where(Right.code.in_(codes))))
            session.add(role := Role(name=unique("role"), rights=rights))
        return role.name

    return make
