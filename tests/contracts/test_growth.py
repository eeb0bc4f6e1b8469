"""Cost grows with the answer, not with the history: every sort of every declared list, at two sizes.

At 10,000 and 1,000,000 rows where `make bench-scale` has 100,000 or more: what happens, and people. What is entered by
hand (roles, tariffs, organisations) at 10,000 and 100,000; GROWTH_ROWS=1000000 asks for a million of everything. No
foreign keys, no write-ahead log, rows first and then the indexes that serve a sort: so CI can afford it.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from common.auth import Principal
from common.db import create_engine
from common.ids import uuid7
from common.listing import Listing
from common.testing.plugin import migrate
from launcher.services import DATABASE_SERVICES, Service
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from .filling import (
    NOW,
    ORGANIZATIONS,
    bare,
    drop_indexes,
    fill,
    listings,
    organization,
    partitions_of,
    required,
    serves_a_sort,
    tables_of,
    without_foreign_keys,
)
from .product import ROOT

ROWS = import_module("tests.bench.scale.seeding").ROWS
"""What the bench fills, by service and table (its folder is a package of its own for mypy)."""
FEW = 10_000
MANY, SOME = 1_000_000, 100_000
PAGE = 15
SLACK = PAGE + 10
"""Rows that stand on pages of their own, a higher index tree (in each partition): by chance, not by size."""
OWN_TEST = {"/api/v1/sessions": "sessions-api/tests/test_growth.py does it at a million rows"}
GROWS = dict.fromkeys(
    [f"/api/v1/commands {whose} {sign}station_number" for whose in ("all", "one") for sign in ("", "-")],
    "only the last 30 days are shown: older ones are skipped on the way, so that it costs as many times more as the"
    " history is longer than that",
)


@pytest_asyncio.fixture(loop_scope="session")
async def database(admin_url: str, request: pytest.FixtureRequest) -> AsyncIterator[AsyncEngine]:
    service: Service = request.getfixturevalue("service")
    name = f"growth_{uuid7().hex[-12:]}"
    admin = await asyncpg.connect(admin_url)
    await admin.execute(f'create database "{name}"')
    url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
    migrate(ROOT / "services" / service.name, url)
    engine = create_engine(url)
    yield engine.execution_options(isolation_level="AUTOCOMMIT")
    await engine.dispose()
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.close()


async def buffers(connection: AsyncConnection, statement: Select[Any]) -> int:
    """Pages that the statement touches, in the cache or not."""
    sql = str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    plan = await connection.scalar(text(f"explain (analyze, buffers, format json) {sql}".replace(":", r"\:")))
    top = plan[0]["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def pages(listing: Listing) -> Iterator[tuple[str, Select[Any]]]:
    """First pages: of somebody who sees all, and of somebody who sees one organisation."""
    for whose, visible in (("all", "*"), ("one", frozenset({organization(3)}))):
        principal = Principal(UUID(int=1), "user", "t", frozenset(), None, visible)  # type: ignore[arg-type] # literal
        if whose == "one" and listing.scope is None:
            continue
        for sort in listing.table.sorts:
            for sign in ("", "-"):
                query = listing.query.model_validate({"sort": sign + sort, **required(listing)})
                statement = listing.table.filtered(listing.statement(principal, query, NOW, UUID(int=17)), query)
                yield f"{whose} {sign}{sort}", listing.table.ordered(statement, sign + sort).limit(PAGE)


def _looked_up(listing: Listing) -> int:
    """A scope that looks at another table does so for the rows of others too: once more where its index is higher."""
    return PAGE * ORGANIZATIONS if len(tables_of(listing)) > 1 else 0


def many_of(service: Service, listing: Listing) -> int:
    if "GROWTH_ROWS" in os.environ:
        return int(os.environ["GROWTH_ROWS"])
    return MANY if ROWS[service.name].get(listing.entity.__tablename__, 0) >= SOME else SOME


async def costs_at_both_sizes(
    connection: AsyncConnection, listing: Listing, definitions: Mapping[str, Sequence[str]], many: int
) -> tuple[dict[str, int], dict[str, int]]:
    """Of each page the buffers, by what is asked."""
    found, tables = [], tables_of(listing)
    for step in (many // FEW + 1, 1):  # one more: so each organisation has its share
        await fill(connection, listing, many, step)
        for table in tables:
            for definition in definitions[table.name]:
                if serves_a_sort(definition, listing):
                    await connection.execute(text(definition))
            await connection.execute(text(f"analyze {table.name}"))
        found.append({name: await buffers(connection, page) for name, page in pages(listing)})
        for table in tables:
            await drop_indexes(connection, table)
    await connection.execute(text(f"truncate {', '.join(table.name for table in tables)}"))
    return found[0], found[1]


@dataclass
class Workshop:
    """Two lists at once, as machines have two cores or more, but never two of one table."""

    service: Service
    engine: AsyncEngine
    definitions: Mapping[str, Sequence[str]]
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    tables: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def grown(self, path: str, listing: Listing) -> list[str]:
        """Pages that cost more when the list is longer."""
        async with AsyncExitStack() as held:
            for name in sorted(table.name for table in tables_of(listing)):
                await held.enter_async_context(self.tables[name])
            await held.enter_async_context(self.places)
            connection = await held.enter_async_context(self.engine.connect())
            await connection.execute(text("set maintenance_work_mem = '256MB'"))
            many = many_of(self.service, listing)
            small, large = await costs_at_both_sizes(connection, listing, self.definitions, many)
        slack = SLACK + 2 * partitions_of(listing) + _looked_up(listing)
        worse = [name for name in small if large[name] > small[name] + slack and f"{path} {name}" not in GROWS]
        return [f"{path} {name}: {small[name]} → {large[name]}" for name in worse]


@pytest.mark.req("SEC-004")
@pytest.mark.timeout(900)
@pytest.mark.parametrize("service", DATABASE_SERVICES, ids=lambda service: service.name)
async def test_a_page_costs_the_same_at_any_size(service: Service, database: AsyncEngine) -> None:
    lists = {path: listing for path, listing in listings(service).items() if path not in OWN_TEST}
    async with database.connect() as connection:
        await without_foreign_keys(connection)
        definitions = await bare(connection, [table for listing in lists.values() for table in tables_of(listing)])
    shop = Workshop(service, database, definitions)
    found = await asyncio.gather(*(shop.grown(path, listing) for path, listing in lists.items()))
    assert not any(found), "\n".join(line for lines in found for line in lines)
