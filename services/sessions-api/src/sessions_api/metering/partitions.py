"""Monthly partitions of the history, made when the first row of a month arrives, old months included."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def ensure_partitions(session: AsyncSession, moments: Iterable[datetime]) -> None:
    """Makes the missing months. ATTACH takes a lock that stops neither readers nor writers of other months."""
    months = {(at.astimezone(UTC).year, at.astimezone(UTC).month) for at in moments}
    names = {_name(*month): month for month in sorted(months)}
    missing = await session.scalars(
        text("select name from unnest(cast(:names as text[])) as name where to_regclass(name) is null"),
        {"names": list(names)},
    )
    for name in sorted(missing):
        await _make(session, name, *names[name])


def _name(year: int, month: int) -> str:
    return f"session_history_{year:04d}_{month:02d}"


async def _make(session: AsyncSession, name: str, year: int, month: int) -> None:
    first = datetime(year, month, 1, tzinfo=UTC)
    after = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    await session.execute(text(f"create table {name} (like session_history including all)"))
    await session.execute(
        text(
            f"alter table session_history attach partition {name} "
            f"for values from ('{first.isoformat()}') to ('{after.isoformat()}')"
        )
    )


async def drop_before(session: AsyncSession, oldest: datetime) -> list[str]:
    """Retention: drops the months that were over before `oldest`; returns their names."""
    newest_kept = _name(oldest.astimezone(UTC).year, oldest.astimezone(UTC).month)
    names = await session.scalars(
        text(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid "
            "where i.inhparent = to_regclass('session_history') and c.relname < :newest_kept order by 1"
        ),
        {"newest_kept": newest_kept},
    )
    dropped = list(names)
    if dropped:
        await session.execute(text("set local lock_timeout = '2s'"))
    for name in dropped:
        await session.execute(text(f"drop table {name}"))
    return dropped
