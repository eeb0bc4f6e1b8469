"""The cost of a start does not grow with the sessions that are stored (law 11): ten thousand and a million."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from common.db import create_engine
from sessions_api.reconciliation.loader import session_ids_statement
from sessions_api.reconciliation.needs import Needs
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from .test_growth import _FILL, LARGE, SLACK, SMALL

_SESSIONS = _FILL.replace("is_unpublished)", "is_unpublished, transaction_number)").replace(
    "1, false\nfrom", "1, false, cast(i as text)\nfrom"
)
_TRANSACTIONS = """
insert into transactions (id, session_id, transaction_key, number, station_id, station_number, connector_number,
  started_at, ended_at, start_received_at, meter_start_wh, is_meter_start_told, is_meter_stop_told, energy_wh,
  token_kind, "authorization", is_late, is_start_assumed, is_closed_by_rule, deviations)
select s.id, s.id, s.id, s.transaction_number, s.station_id, s.station_number, 1, s.started_at, s.ended_at,
  s.started_at, 0, true, true, 0, 'rfid', 'accepted', false, false, false, '{}'
from sessions s left join transactions t on t.session_id = s.id where t.id is null
"""
_KEPT = ("ix_sessions_station_untold", "ix_sessions_unplaced", "ix_transactions_station_number")


async def fill(connection: AsyncConnection, first: int, last: int) -> None:
    await connection.execute(text(_SESSIONS), {"first": first, "last": last})
    await connection.execute(text(_TRANSACTIONS))
    await connection.execute(text("vacuum analyze sessions, transactions"))


async def start_buffers(connection: AsyncConnection) -> int:
    """Pages touched to find what a start of a known station and an unknown number can concern."""
    needs, station = Needs(), UUID(int=17)
    needs.station_ids.add(station)
    needs.keys.add(UUID(int=2**100))
    needs.numbers.add((station, "4711000000"))
    needs.starts.add((station, 1, datetime(2026, 11, 25, tzinfo=UTC)))
    statement, values = session_ids_statement(needs)
    plan = await connection.scalar(text(f"explain (analyze, buffers, format json) {statement.text}"), values)
    return int(plan[0]["Plan"]["Shared Hit Blocks"] + plan[0]["Plan"]["Shared Read Blocks"])


@pytest.mark.timeout(240)
async def test_a_start_costs_the_same_at_ten_thousand_and_at_a_million(new_database: Callable[[], str]) -> None:
    engine = create_engine(new_database())
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("drop table session_events"))
        await connection.execute(text("alter table transactions drop constraint fk_transactions_session_id_sessions"))
        for table in ("sessions", "transactions"):
            await connection.execute(text(f"alter table {table} set unlogged"))
        names = await connection.scalars(
            text("select indexname from pg_indexes where indexname like 'ix_sessions%' or indexname like 'ix_trans%'")
        )
        for name in names.all():
            if name not in _KEPT and not name.startswith(("ix_transactions_remote", "ix_sessions_station_started")):
                await connection.execute(text(f'drop index "{name}"'))
        await fill(connection, 1, SMALL)
        small = await start_buffers(connection)
        await fill(connection, SMALL + 1, LARGE)
        large = await start_buffers(connection)
        assert await connection.scalar(text("select count(*) from transactions")) == LARGE
    await engine.dispose()
    assert large <= small + 4 * SLACK  # one more page for each index whose tree has grown
    assert large < 100
