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
