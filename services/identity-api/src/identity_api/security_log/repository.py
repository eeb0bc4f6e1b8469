"""Every statement about the log. There is none that changes an entry (SEC-023)."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.security_log.chain import CONTENT, beginning
from identity_api.security_log.models import SecurityLogChain, SecurityLogEntry
from identity_api.security_log.partitions import after, drop_months, ensure_month, stored_months

_CHECKED = tuple(getattr(SecurityLogEntry, name) for name in (*CONTENT, "hash"))
_SOME = SecurityLogEntry.position
_CHUNK = 5_000
DROPPED: Final = "security_log_month_dropped"
"""The log's own word on a month that the retention let go."""


class SecurityLogRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, principal: Principal, entry_id: UUID) -> SecurityLogEntry | None:
        visible = principal.scope(SecurityLogEntry.organization_id)
        return await self._session.scalar(select(SecurityLogEntry).where(SecurityLogEntry.id == entry_id, visible))

    async def lock_chain(self, month: date) -> SecurityLogChain:
        """The month's chain, begun when it is new; nobody else writes to it until the transaction ends."""
        wanted = select(SecurityLogChain).where(SecurityLogChain.month == month).with_for_update()
        chain: SecurityLogChain | None = (await self._session.scalars(wanted)).first()
        if chain is None:
            await self._begin(month)
            chain = (await self._session.scalars(wanted)).one()
        if not chain.is_dropped:
            await ensure_month(self._session, month)
        return chain

    async def _begin(self, month: date) -> None:
        earlier = select(SecurityLogChain).where(SecurityLogChain.month < month).order_by(SecurityLogChain.month.desc())
        previous = (await self._session.scalars(earlier.limit(1))).first()
        link = (previous.month, previous.hash) if previous else (None, None)
        row = {"month": month, "count": 0, "hash": beginning(month, *link), "is_dropped": False}
        begun = upsert(SecurityLogChain).values(**row, previous_month=link[0], previous_hash=link[1])
        await self._session.execute(begun.on_conflict_do_nothing())

    async def known_among(self, ids: Collection[UUID]) -> set[UUID]:
        """Entries that are there: a topic may be read again from its beginning."""
        return set(await self._session.scalars(select(SecurityLogEntry.id).where(SecurityLogEntry.id.in_(ids))))

    async def append(self, rows: Sequence[Mapping[str, Any]]) -> None:
        await self._session.execute(insert(SecurityLogEntry), [dict(row) for row in rows])

    async def chains(self) -> Sequence[SecurityLogChain]:
        return (await self._session.scalars(select(SecurityLogChain).order_by(SecurityLogChain.month))).all()

    async def told_dropped(self) -> set[str]:
        """Months (`2026-08`) of which the log itself says that the retention let them go."""
        month = SecurityLogEntry.arguments["month"].as_string()
        return set(await self._session.scalars(select(month).where(SecurityLogEntry.operation == DROPPED)))

    async def months_with_entries(self, but: Collection[date]) -> list[date]:
        """Months that hold an entry, without those in `but`."""
        others = await stored_months(self._session) - set(but)
        return [month for month in others if await self._session.scalar(_within(select(_SOME), month).limit(1))]

    async def entries(self, month: date) -> AsyncIterator[Mapping[str, Any]]:
        """What a month's chain covers, in the order of the chain, streamed."""
        wanted = _within(select(*_CHECKED), month).order_by(SecurityLogEntry.position, SecurityLogEntry.id)
        async for row in await self._session.stream(wanted.execution_options(yield_per=_CHUNK)):
            yield row._mapping  # noqa: SLF001 - SQLAlchemy's public name

    async def drop_before(self, month: date) -> Sequence[SecurityLogChain]:
        """Forgets whole months before `month`; their chains, given back, stay as witnesses."""
        old = select(SecurityLogChain).where(SecurityLogChain.month < month, ~SecurityLogChain.is_dropped)
        chains = (await self._session.scalars(old.order_by(SecurityLogChain.month).with_for_update())).all()
        await drop_months(self._session, [chain.month for chain in chains])
        for chain in chains:
            chain.is_dropped = True
        return chains


def _within(statement: Select[Any], month: date) -> Select[Any]:
    first, end = (datetime.combine(day, time(), UTC) for day in (month, after(month)))
    return statement.where(SecurityLogEntry.at >= first, SecurityLogEntry.at < end)
