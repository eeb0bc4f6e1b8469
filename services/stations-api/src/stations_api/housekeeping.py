"""Monthly partitions of histories: made ahead of need, dropped when too old."""

import re
from datetime import date, timedelta
from itertools import pairwise, product

from common.service import Runtime
from sqlalchemy import text

from stations_api.periodic import periodically
from stations_api.settings import StationsSettings
from stations_api.unknown_stations.repository import UnknownStationRepository

HISTORY = "connector_status_history"
REPORTS = "station_reports"
MONTHLY = re.compile(r"[a-z_]+_\d{4}_\d{2}")
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
        for table, (first, after) in product((HISTORY, REPORTS), pairwise(edges)):
            await session.execute(
                text(
                    f"create table if not exists {table}_{first:%Y_%m} partition of {table} "
                    f"for values from ('{first} 00:00+00') to ('{after} 00:00+00')"
                )
            )


async def drop_old_partitions(runtime: Runtime) -> None:
    """Retention: whole months go at once, which costs nothing whatever they hold."""
    assert isinstance(runtime.settings, StationsSettings)
    settings, today = runtime.settings, runtime.clock.now().date()
    for table, kept in ((HISTORY, settings.history_months), (REPORTS, settings.report_months)):
        await _drop_before(runtime, table, f"{table}_{month_before(today, kept):%Y_%m}")


async def _drop_before(runtime: Runtime, table: str, first_kept: str) -> None:
    children = text("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:parent as regclass)")
    async with runtime.sessions.begin() as session:
        for name in (await session.scalars(children, {"parent": table})).all():
            if MONTHLY.fullmatch(name) and name < first_kept:
                await session.execute(text(f"drop table {name}"))


async def forget_unknown_stations(runtime: Runtime) -> None:
    """Strangers that came no more; and not more of them than a page of people could ever want."""
    assert isinstance(runtime.settings, StationsSettings)
    since = runtime.clock.now() - timedelta(days=runtime.settings.unknown_station_days)
    async with runtime.sessions.begin() as session:
        await UnknownStationRepository(session).drop_before(since, runtime.settings.unknown_stations_most)


async def keep_house(runtime: Runtime) -> None:
    """Loop of the worker, once an hour."""

    async def work() -> None:
        await make_partitions(runtime)
        await drop_old_partitions(runtime)
        await forget_unknown_stations(runtime)

    await periodically(runtime, "keep-house", SECONDS, work)
