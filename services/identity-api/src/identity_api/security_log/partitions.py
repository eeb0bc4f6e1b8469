"""Months of the log: made when their first entry comes, dropped when they are too old."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

TABLE = "security_log"
_CHILDREN = text("select inhrelid::regclass::text from pg_inherits where inhparent = cast(:parent as regclass)")
_EXISTS = text("select to_regclass(:name) is not null")


def name_of(month: date) -> str:
    return f"{TABLE}_{month:%Y_%m}"


def after(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_before(month: date, count: int) -> date:
    """The month that lies `count` months before."""
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


async def ensure_month(session: AsyncSession, month: date) -> None:
    if await session.scalar(_EXISTS, {"name": name_of(month)}):
        return
    bounds = f"from ('{month} 00:00+00') to ('{after(month)} 00:00+00')"
    await session.execute(text(f"create table if not exists {name_of(month)} partition of {TABLE} for values {bounds}"))


async def drop_months(session: AsyncSession, months: Sequence[date]) -> None:
    for month in months:
        await session.execute(text(f"drop table if exists {name_of(month)}"))


async def stored_months(session: AsyncSession) -> set[date]:
    names = await session.scalars(_CHILDREN, {"parent": TABLE})
    months = (name.removeprefix(f"{TABLE}_").split("_") for name in names)
    return {date(int(year), int(month), 1) for year, month in months}
