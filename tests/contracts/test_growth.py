"""Cost grows with the answer, not with the history: every sort of every declared list, at two sizes.

GROWTH_ROWS=1000000 asks for more than CI can afford; `make bench-scale` measures times at full size.
"""

import os
from collections.abc import AsyncIterator, Iterator
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
from sqlalchemy.ext.asyncio import AsyncConnection

from .filling import (
    NOW,
    ORGANIZATIONS,
    drop_text_indexes,
    fill,
    listings,
    organization,
    partitions_of,
    required,
    tables_of,
)
from .product import ROOT

SMALL = 10_000
LARGE = int(os.environ.get("GROWTH_ROWS", "100000"))
PAGE = 15
SLACK = PAGE + 10
"""Rows that stand on pages of their own, a higher index tree (in each partition): by chance, not by size."""
OWN_TEST = {"/api/v1/sessions": "sessions-api/tests/test_growth.py does it at a million rows"}
GROWS = {
    "/api/v1/commands station_number": "only the last 30 days are shown: older ones are skipped on the way, so that it"
    " costs as many times more as the history is longer than that"
}


@pytest_asyncio.fixture(loop_scope="session")
async def database(admin_url: str, request: pytest.FixtureRequest) -> AsyncIterator[AsyncConnection]:
    service: Service = request.getfixturevalue("service")
    name = f"growth_{uuid7().hex[-12:]}"
    admin = await asyncpg.connect(admin_url)
    await admin.execute(f'create database "{name}"')
    url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
    migrate(ROOT / "services" / service.name, url)
    engine = create_engine(url)
    async with engine.connect() as connection:
        yield await connection.execution_options(isolation_level="AUTOCOMMIT")
    await engine.dispose()
    await admin.execute(f'drop database "{name}" with (force)')
    await admin.close()


async def buffers(connection: AsyncConnection, statement: Select[Any]) -> int:
    """Pages that the statement touches, in the cache or not."""
    sql = str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    plan = await connection.scalar(text(f"explain (analyze, buffers, format json) {sql}".replace(":", r"\:")))
    top = plan[0]["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def pages(path: str, listing: Listing) -> Iterator[tuple[str, Select[Any]]]:
    """First pages: of somebody who sees all, and of somebody who sees one organisation."""
    for whose, visible in (("all", "*"), ("one", frozenset({organization(3)}))):
        principal = Principal(UUID(int=1), "user", "t", frozenset(), None, visible)  # type: ignore[arg-type] # literal
        if whose == "one" and listing.scope is None:
            continue
        for sort in listing.table.sorts:
            for sign in ("", "-"):
                if f"{path} {sort}" in GROWS:
                    continue
                query = listing.query.model_validate({"sort": sign + sort, **required(listing)})
                statement = listing.table.filtered(listing.statement(principal, query, NOW, UUID(int=17)), query)
                yield f"{whose} {sign}{sort}", listing.table.ordered(statement, sign + sort).limit(PAGE)


async def costs(connection: AsyncConnection, found: dict[str, Listing]) -> dict[str, int]:
    return {
        f"{path} {name}": await buffers(connection, page)
        for path, one in found.items()
        for name, page in pages(path, one)
    }


def _looked_up(listing: Listing) -> int:
    """A scope that looks at another table does so for the rows of others too: once more where its index is higher."""
    return PAGE * ORGANIZATIONS if len(tables_of(listing)) > 1 else 0


@pytest.mark.req("SEC-004")
@pytest.mark.timeout(600)
@pytest.mark.parametrize("service", DATABASE_SERVICES, ids=lambda service: service.name)
async def test_a_page_costs_the_same_at_any_size(service: Service, database: AsyncConnection) -> None:
    found = {path: listing for path, listing in listings(service).items() if path not in OWN_TEST}
    await drop_text_indexes(database, [one.entity.__tablename__ for one in found.values()])
    for listing in found.values():
        await fill(database, listing, 1, SMALL, LARGE)
    small = await costs(database, found)
    for listing in found.values():
        await fill(database, listing, SMALL + 1, LARGE, LARGE)
    large = await costs(database, found)
    slack = {path: SLACK + 2 * partitions_of(listing) + _looked_up(listing) for path, listing in found.items()}
    grown = [
        f"{case}: {small[case]} → {large[case]}"
        for case in small
        if large[case] > small[case] + slack[case.partition(" ")[0]]
    ]
    assert not grown, "\n".join(grown)
