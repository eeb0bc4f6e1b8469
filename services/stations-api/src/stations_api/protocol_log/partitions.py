"""Daily partitions of the log: made ahead and on demand, dropped by age or because the disk is nearly full."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

TABLE = "protocol_log"
DAILY = re.compile(rf"{TABLE}_\d{{4}}_\d{{2}}_\d{{2}}")
_CHILDREN = text("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:parent as regclass)")
_LOCK = text("select pg_advisory_xact_lock(hashtext('stations-api:protocol-log'))")


def name_of(day: date) -> str:
    return f"{TABLE}_{day:%Y_%m_%d}"


async def days_kept(session: AsyncSession) -> Sequence[str]:
    """Names of the partitions, the oldest first."""
    return sorted(name for name in await session.scalars(_CHILDREN, {"parent": TABLE}) if DAILY.fullmatch(name))


async def ensure_days(session: AsyncSession, days: Collection[date]) -> None:
    """Makes what is missing; costs one small query when nothing is."""
    there = set(await days_kept(session))
    missing = [day for day in sorted(days) if name_of(day) not in there]
    if not missing:
        return
    await session.execute(_LOCK)
    for day in missing:
        bounds = f"from ('{day} 00:00+00') to ('{day + timedelta(days=1)} 00:00+00')"
        await session.execute(
            text(f"create table if not exists {name_of(day)} partition of {TABLE} for values {bounds}")
        )


async def drop_before(session: AsyncSession, first_kept: date) -> int:
    """Drops days before `first_kept`; gives how many."""
    old = [name for name in await days_kept(session) if name < name_of(first_kept)]
    for name in old:
        await session.execute(text(f"drop table {name}"))
    return len(old)


async def drop_oldest(session: AsyncSession, today: date) -> str | None:
    """Drops the oldest day but today; gives its name, None when only today is left."""
    old = [name for name in await days_kept(session) if name < name_of(today)]
    if not old:
        return None
    await session.execute(text(f"drop table {old[0]}"))
    return old[0]
