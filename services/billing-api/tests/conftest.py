import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from billing_api.main import service
from billing_api.settings import BillingSettings
from billing_api.tariffs.seed import seed_default_tariff
from common.db import Sessions
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, trusting_authenticator
from common.testing.plugin import settings_from
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

sys.path.insert(0, str(Path(__file__).parent))  # tests are imported by path; the factories beside them by name


@pytest.fixture(scope="session")
def service_dir() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="module")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> BillingSettings:
    """Of tests that need no Kafka."""
    return settings_from(
        BillingSettings, {"DATABASE_URL": database_url, "DATA_DIR": str(tmp_path_factory.mktemp("data"))}
    )


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def runtime(settings: BillingSettings, engine: AsyncEngine, sessions: Sessions, clock: FakeClock) -> Runtime:
    return Runtime(settings, engine, sessions, clock)


@pytest_asyncio.fixture
async def fresh(engine: AsyncEngine, runtime: Runtime) -> Runtime:
    """The module's database with nothing in it but the default tariff."""
    async with engine.begin() as connection:
        names = await connection.scalars(
            text("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        )
        tables = ", ".join(f'"{name}"' for name in names if name != "alembic_version")
        await connection.execute(text(f"truncate {tables}"))
    await seed_default_tariff(runtime)
    return runtime


@pytest_asyncio.fixture
async def client(runtime: Runtime, settings: BillingSettings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(service(settings), "api", runtime)
    app.state.authenticator = trusting_authenticator()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://billing/api/v1") as client:
        yield client
