"""A session of a day that was told of every 15 seconds: 5,760 moments with seven values each."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Final
from uuid import UUID

from common.db import session_factory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

LONG_SESSION: Final = UUID(int=5_000)
POINTS: Final = 5_760
_FIRST: Final = datetime(2026, 11, 20, tzinfo=UTC)
_FILL: Final = text(
    """
    insert into session_history (session_id, at, energy_wh, power_w, power_limit_w, voltage_v, current_a, soc_percent,
                                 temperature_c)
    select :id, cast(:first as timestamptz) + i * interval '15 seconds', i * 40, 9600 + (2000 * sin(i / 90.0))::int,
           12000, 400 + 5 * sin(i / 40.0), 24 + 5 * sin(i / 90.0), least(100, 10 + i / 64.0), 30 + 10 * sin(i / 700.0)
    from generate_series(0, :last) i on conflict do nothing
    """
)
_BOUNDS: Final = text("update sessions set started_at = :first, ended_at = :end, is_open = false where id = :id")


async def finish_sessions(engine: AsyncEngine) -> None:
    """The kept counters of all sessions, and the long one."""
    totals = import_module("sessions_api.sessions.totals")
    partitions = import_module("sessions_api.metering.partitions")
    async with session_factory(engine).begin() as session:
        if not await session.scalar(text("select exists (select from session_totals)")):
            await totals.rebuild_totals(session)
        await partitions.ensure_partitions(session, {_FIRST})
        values = {"id": LONG_SESSION, "first": _FIRST}
        await session.execute(_BOUNDS, {**values, "end": _FIRST + timedelta(days=1)})
        await session.execute(_FILL, {**values, "last": POINTS - 1})
