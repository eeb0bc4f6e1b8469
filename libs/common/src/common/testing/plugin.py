"""pytest plugin: `database_url` and `kafka_bootstrap` of real servers, one start per run, a database per use.

TEST_DATABASE_ADMIN_URL and TEST_KAFKA_BOOTSTRAP name running servers; the root conftest starts them when they are
not set. A database is made from a template that alembic has migrated once per run and service.
"""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncEngine

from common import audit
from common.db import Sessions, create_engine, session_factory
from common.ids import uuid7
from common.settings import ServiceSettings
from common.topics import TopicSpec, ensure_topics, read_topics

SettingsT = TypeVar("SettingsT", bound=ServiceSettings)


def _name(prefix: str) -> str:
    return f"{prefix}_{uuid7().hex[-12:]}"


@pytest.fixture(scope="session")
def repository_root(pytestconfig: pytest.Config) -> Path:
    return pytestconfig.rootpath


@pytest.fixture(scope="session")
def admin_url() -> str:
    return os.environ["TEST_DATABASE_ADMIN_URL"]


@pytest.fixture(scope="session")
def kafka_bootstrap() -> str:
    return os.environ["TEST_KAFKA_BOOTSTRAP"]


@pytest.fixture(autouse=True)
def forgotten_deeds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Whatever a test does over HTTP: what an endpoint says that the security log is told of, it is told of."""
    forgotten: list[str] = []
    monkeypatch.setattr(audit, "forgotten", forgotten.append)
    yield forgotten
    assert not forgotten, f"done, and not told to the security log: {forgotten}"


async def _execute(admin_url: str, statement: str) -> None:
    connection = await asyncpg.connect(admin_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def migrate(service_dir: Path, url: str) -> None:
    """Alembic upgrade head, as an operator would run it."""
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "alembic", "-c", str(service_dir / "alembic.ini"), "upgrade", "head"],
        cwd=service_dir,
        env={**os.environ, "DATABASE_URL": url},
        check=True,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="session")
def service_dir() -> Path:
    """The folder with alembic.ini; each service's conftest overrides it."""
    raise NotImplementedError("a service's conftest.py says where its alembic.ini is")


@pytest.fixture(scope="session")
def templates(admin_url: str) -> Iterator[dict[Path, str]]:
    """Migrated template databases by the service's folder: one run may test several services."""
    made: dict[Path, str] = {}
    yield made
    for name in made.values():
        _in_thread(admin_url, f'drop database "{name}" with (force)')


@pytest.fixture(scope="module")
def template_database(admin_url: str, service_dir: Path, templates: dict[Path, str]) -> str:
    """The template of the service under test, made by alembic once per run."""
    if service_dir not in templates:
        name = _name("template")
        _in_thread(admin_url, f'create database "{name}"')
        templates[service_dir] = name
        try:
            migrate(service_dir, _with_database(admin_url, name))
        except subprocess.CalledProcessError as error:
            raise RuntimeError(error.stderr) from error
    return templates[service_dir]


def _with_database(url: str, name: str) -> str:
    return f"{url.rsplit('/', 1)[0]}/{name}"


@pytest.fixture(scope="module")
def new_database(admin_url: str, template_database: str) -> Iterator[Callable[[], str]]:
    """Makes fresh, migrated databases; a copy of the template takes about 50 ms."""
    made: list[str] = []

    def make() -> str:
        name = _name("test")
        made.append(name)
        statement = f'create database "{name}" template "{template_database}"'
        _in_thread(admin_url, statement)
        return _with_database(admin_url, name)

    yield make
    for name in made:
        statement = f'drop database if exists "{name}" with (force)'
        _in_thread(admin_url, statement)


def _in_thread(admin_url: str, statement: str) -> None:
    """In a thread of its own: pytest-asyncio's loop may be running in this one."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, _execute(admin_url, statement)).result()


@pytest.fixture(scope="module")
def database_url(new_database: Callable[[], str]) -> str:
    """A database of this module's own."""
    return new_database()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="module")
def sessions(engine: AsyncEngine) -> Sessions:
    """Session factory of the module's database: what a test commits is really there."""
    return session_factory(engine)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def topic_prefix(kafka_bootstrap: str, repository_root: Path) -> str:
    """All topics of the product, under a prefix that only this module uses (one partition each: quick)."""
    prefix = _name("t") + "."
    specs = read_topics(repository_root / "deploy" / "topics.toml", prefix)
    await ensure_topics(kafka_bootstrap, [TopicSpec(s.name, min(s.partitions, 2), s.config) for s in specs])
    return prefix


@pytest.fixture(scope="module")
def service_environment(
    database_url: str, kafka_bootstrap: str, topic_prefix: str, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """Environment for a settings object or a child process of the service under test."""
    return {
        "DATABASE_URL": database_url,
        "KAFKA_BOOTSTRAP": kafka_bootstrap,
        "KAFKA_TOPIC_PREFIX": topic_prefix,
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
    }


def settings_from(kind: type[SettingsT], environment: dict[str, str]) -> SettingsT:
    return kind.model_validate({name.lower(): value for name, value in environment.items()})
