"""Cost grows with the answer, not with the history (law 11): the sessions list at ten thousand and at a million."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from common.auth import Principal
from common.db import create_engine
from common.lists import ListQuery
from sessions_api.sessions.listing import SESSION_LIST
from sessions_api.sessions.models import Session
from sessions_api.sessions.queries import SESSIONS, SessionQuery
from sqlalchemy import Select, text, tuple_
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

SMALL, LARGE = 10_000, 1_000_000
SLACK = 5
"""A higher index tree, and rows that the default exclusions skip on the way: both by chance, neither by size."""
NOW = datetime(2026, 11, 25, tzinfo=UTC)
OWNER = UUID(int=3)
_SORTED = tuple(f"s_{scope}{column.key}" for scope in ("", "organization_") for column in SESSIONS.sorts.values())
"""Ends of the names of the indexes that serve the list; the others would only cost the test time."""
# twenty organisations; one session in eight is junk, one in thirty a test
_FILL = """
insert into sessions (
  id, revision, station_id, station_number, connector_number, connector_type, organization_id, time_zone,
  is_station_activated, state, is_open, is_late, is_interrupted, is_status_seen, started_at, ended_at, energy_wh,
  max_power_w, max_current_a, voltage_over_500, is_efficiency_final, was_beyond_negotiation, flags, payer_kind,
  payment_status, charge_version, is_unpublished)
select lpad(to_hex(i), 32, '0')::uuid, 1, lpad(to_hex(i % 5000), 32, '0')::uuid, 'EVSE' || i % 5000, 1, 'ccs2',
  lpad(to_hex(i % 20), 32, '0')::uuid, 'UTC', i % 30 <> 7, case when i % 8 = 5 then 'junk' else 'success' end,
  false, false, false, true, timestamptz '2026-11-25' - i * interval '37 seconds',
  timestamptz '2026-11-25' - i * interval '37 seconds' + interval '30 minutes', (i * 7919::bigint) % 99991,
  50000, 125, false, true, true, '{OCPPSession}', 'user', 'paid', 1, false
from generate_series(cast(:first as integer), cast(:last as integer)) i
"""


def cases() -> Iterator[tuple[str, str, Principal]]:
    for name, visible in (("all", "*"), ("organization", frozenset({OWNER}))):
        principal = Principal(UUID(int=1), "user", "t", frozenset(), None, visible)  # type: ignore[arg-type] # literal
        for sort in SESSIONS.sorts:
            for direction in ("", "-"):
                yield name, direction + sort, principal


async def buffers(connection: AsyncConnection, statement: Select[Any]) -> int:
    """Pages that the statement touches, in the cache or not."""
    sql = statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    plan = await connection.scalar(text(f"explain (analyze, buffers, format json) {sql}".replace(":", r"\:")))
    top = plan[0]["Plan"]
    return int(top["Shared Hit Blocks"] + top["Shared Read Blocks"])


def pages(principal: Principal, sort: str) -> list[Select[Any]]:
    """The first page, and one from the middle as a cursor asks for it."""
    query = SessionQuery(sort=sort)
    listed = SESSIONS.ordered(SESSION_LIST.statement(principal, query, NOW), sort).limit(ListQuery().limit)
    column = SESSIONS.sorts[sort.removeprefix("-")]
    middle = {"energy_wh": 50_000, "station_number": "EVSE3000"}.get(sort.removeprefix("-"))
    if middle is None:
        return [listed]
    after = (
        tuple_(column, Session.id) < (middle, UUID(int=0))
        if sort[0] == "-"
        else tuple_(column, Session.id) > (middle, UUID(int=0))
    )
    return [listed, listed.where(after)]


async def measured(connection: AsyncConnection) -> dict[tuple[str, str, int], int]:
    return {
        (name, sort, place): await buffers(connection, page)
        for name, sort, principal in cases()
        for place, page in enumerate(pages(principal, sort))
    }


async def fill(connection: AsyncConnection, first: int, last: int) -> None:
    """Rows first, indexes after: twenty times faster than the other way."""
    found = await connection.execute(
        text("select indexname, indexdef from pg_indexes where tablename = 'sessions' and indexname like 'ix_%'")
    )
    indexes = found.all()
    for name, _ in indexes:
        await connection.execute(text(f'drop index "{name}"'))
    await connection.execute(text(_FILL), {"first": first, "last": last})
    for name, definition in indexes:
        if name.endswith(_SORTED):
            await connection.execute(text(definition))
    await connection.execute(text("vacuum analyze sessions"))


@pytest.mark.timeout(180)
async def test_every_sort_costs_the_same_at_ten_thousand_and_at_a_million(new_database: Callable[[], str]) -> None:
    engine = create_engine(new_database())
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("drop table transactions, session_events"))
        await connection.execute(text("alter table sessions set unlogged"))
        await connection.execute(text("set maintenance_work_mem = '256MB'"))
        await fill(connection, 1, SMALL)
        small = await measured(connection)
        await fill(connection, SMALL + 1, LARGE)
        large = await measured(connection)
    await engine.dispose()
    grown = {case: (small[case], large[case]) for case in small if large[case] > small[case] + SLACK}
    assert grown == {}
    assert max(large.values()) < 3 * ListQuery().limit
