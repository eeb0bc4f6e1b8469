"""Monthly partitions of the history: made ahead of need, dropped when too old."""

import re
from datetime import date
from itertools import pairwise

from common.service import Runtime
from sqlalchemy import text

from stations_api.periodic import periodically
from stations_api.settings import StationsSettings

HISTORY = "connector_status_history"
MONTHLY = re.compile(rf"{HISTORY}_\d{{4}}_\d{{2}}")
MONTHS_AHEAD = 2
SECONDS = 3600


def months(today: date, ahead: int = MONTHS_AHEAD) -> list[date]:
    """First days of the month before (its facts are still on the topic), of this one and of those to come."""
    return [month_before(today, number) for number in range(1, -ahead - 2, -1)]


def month_before(today: date, number: int) -> date:
    """First day of the month `number` months before; a negative number looks ahead."""
    months_of_all_years = today.year * 12 + today.month - 1 - number
    return date(months_of_all_years // 12, months_of_all_years % 12 + 1, 1)


async def make_partitions(runtime: Runtime) -> None:
    """Partitions for this month and the next ones; those that are there stay. Safe to run at every start."""
    edges = months(runtime.clock.now().date())
    async with runtime.sessions.begin() as session:
        await session.execute(text("select pg_advisory_xact_lock(hashtext('stations-api:partitions'))"))
        for first, after in pairwise(edges):
            name = f"{HISTORY}_{first:%Y_%m}"
            await session.execute(
                text(
                    f"create table if not exists {name} partition of {HISTORY} "
                    f"for values from ('{first} 00:00+00') to ('{after} 00:00+00')"
                )
            )


async def drop_old_partitions(runtime: Runtime) -> None:
    """Retention: whole months go at once, which costs nothing whatever they hold."""
    assert isinstance(runtime.settings, StationsSettings)
    first_kept = f"{HISTORY}_{month_before(runtime.clock.now().date(), runtime.settings.history_months):%Y_%m}"
    children = text("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:parent as regclass)")
    async with runtime.sessions.begin() as session:
        for name in await session.scalars(children, {"parent": HISTORY}):
            if MONTHLY.fullmatch(name) and name < first_kept:
                await session.execute(text(f"drop table {name}"))


async def keep_house(runtime: Runtime) -> None:
    """Loop of the worker, once an hour."""

    async def work() -> None:
        await make_partitions(runtime)
        await drop_old_partitions(runtime)

    await periodically(runtime, "keep-house", SECONDS, work)
