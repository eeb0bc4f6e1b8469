"""Cost grows with the answer, not with the history (law 11): stations, commands, incidents at two sizes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from common.auth import Principal
from common.db import create_engine
from common.listing import Listing
from common.lists import ListQuery
from sqlalchemy import Select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from stations_api.commands.listing import COMMAND_LIST
from stations_api.incidents.listing import INCIDENT_LIST
from stations_api.stations.listing import STATION_LIST

NOW = datetime.now(UTC)
SMALL = 10_000
LARGE = {"stations": 50_000, "commands": 200_000, "incidents": 200_000}
SLACK = 6
"""A higher index tree: by chance, not by size."""
OWNER = UUID(int=3)
LISTS = {"stations": STATION_LIST, "commands": COMMAND_LIST, "incidents": INCIDENT_LIST}
FILLS = {
    "stations": """
        insert into stations (id, created_at, modified_at, revision, number, key, name, organization_id, region_id,
          address, protocol, kind, operating_mode, maker, model, serial_number, factory_number, is_activated,
          technical_status, logical_status, epoch, closed_epoch, is_connected, last_seen_at, secret_hash, deflate)
        select lpad(to_hex(i), 32, '0')::uuid, now(), now(), 1, 'EVSE' || i, 'key' || i, 'Station ' || i % 977,
          lpad(to_hex(i % 20), 32, '0')::uuid, '00000000-0000-7000-8000-000000000101', 'Street ' || i % 5003, '1.6',
          'external', 'normal', 'ACME', 'Z1', 'S' || i * 7919 % 99991, 'F' || i * 31 % 99991, true, 'ok', 'working',
          1, 0, true, timestamptz '2026-11-25' - i * interval '37 seconds', 'x', false
        from generate_series(cast(:first as integer), cast(:last as integer)) i
    """,
    "commands": """
        insert into commands (id, revision, number, station_id, station_number, organization_id, kind, parameters,
          status, created_by, created_by_id, created_at, expires_at, due_at)
        select lpad(to_hex(i), 32, '0')::uuid, 1, i, lpad(to_hex(i % 5000), 32, '0')::uuid, 'EVSE' || i % 5000,
          lpad(to_hex(i % 20), 32, '0')::uuid, 'soft_reset', '{}', 'succeeded', 'anna', gen_random_uuid(),
          now() - i * interval '1 second', now(), now()
        from generate_series(cast(:first as integer), cast(:last as integer)) i
    """,
    "incidents": """
        insert into incidents (id, revision, station_id, station_number, organization_id, connector_number, kind, code,
          severity, params, opened_at, resolved_at)
        select lpad(to_hex(i), 32, '0')::uuid, 2, lpad(to_hex(i % 5000), 32, '0')::uuid, 'EVSE' || i % 5000,
          lpad(to_hex(i % 20), 32, '0')::uuid, 1, 'faulted_connector', '', 'critical', '{}',
          timestamptz '2026-11-25' - i * interval '37 seconds',
          timestamptz '2026-11-25' - i * interval '37 seconds' + interval '5 minutes'
        from generate_series(cast(:first as integer), cast(:last as integer)) i
    """,
}


def pages(listing: Listing) -> Iterator[tuple[str, Select[Any]]]:
    """The first page of every sort, for who sees all and for who sees one organisation."""
    for name, visible in (("all", "*"), ("organization", frozenset({OWNER}))):
        principal = Principal(UUID(int=1), "user", "t", frozenset(), None, visible)  # type: ignore[arg-type] # literal
        for sort in listing.table.sorts:
            for direction in ("", "-"):
                statement = listing.statement(principal, listing.query(), NOW)
                ordered = listing.table.ordered(statement, direction + sort)
                yield f"{name} {direction}{sort}", ordered.limit(ListQuery().limit)


async def buffers(connection: AsyncConnection, statement: Select[Any]) -> int:
    """Pages that the statement touches, in the cache or not."""
    sql = statement.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
    plan = await connection.scalar(text(f"explain (analyze, buffers, format json) {sql}".replace(":", r"\:")))
    top = plan[0]["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


async def measured(connection: AsyncConnection, listing: Listing) -> dict[str, int]:
    return {name: await buffers(connection, page) for name, page in pages(listing)}


async def fill(connection: AsyncConnection, table: str, first: int, last: int) -> None:
    """The trigram index would cost most of the time and serves no sort."""
    await connection.execute(text(f"drop index if exists ix_{table}_search"))
    await connection.execute(text(FILLS[table]), {"first": first, "last": last})
    await connection.execute(text(f"vacuum analyze {table}"))


@pytest.mark.timeout(240)
@pytest.mark.parametrize("table", LISTS)
async def test_every_sort_costs_the_same_at_any_size(new_database: Callable[[], str], table: str) -> None:
    engine, listing = create_engine(new_database()), LISTS[table]
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text(f"alter table {table} disable trigger all"))
        await connection.execute(text("set synchronous_commit = off"))
        await fill(connection, table, 1, SMALL)
        small = await measured(connection, listing)
        await fill(connection, table, SMALL + 1, LARGE[table])
        large = await measured(connection, listing)
    await engine.dispose()
    grown = {case: (small[case], large[case]) for case in small if large[case] > small[case] + SLACK}
    assert grown == {}
    assert max(large.values()) < 4 * ListQuery().limit
