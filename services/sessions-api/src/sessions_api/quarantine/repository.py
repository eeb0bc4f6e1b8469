"""Every statement of the quarantine; scoped by the organisation that owns the station now."""

from datetime import datetime
from typing import Any
from uuid import UUID

from common.auth import Principal
from common.live import tell
from common.outbox import Outbox
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from sessions_api.db import SOURCE, OutboxMessage
from sessions_api.live import QUARANTINE_LIVE
from sessions_api.reconciliation.models import UnmatchedFact
from sessions_api.stations.models import Station


class QuarantineRepository:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session, self._principal = session, principal

    async def find(self, item_id: UUID, *, for_update: bool = False) -> UnmatchedFact | None:
        """A station that is not in the replica belongs to nobody: only who sees all organisations sees it."""
        statement = select(UnmatchedFact).outerjoin(Station, Station.id == UnmatchedFact.station_id)
        statement = statement.options(selectinload(UnmatchedFact.station))
        statement = statement.where(self._principal.scope(Station.organization_id), UnmatchedFact.id == item_id)
        if for_update:
            statement = statement.with_for_update(of=UnmatchedFact)
        found: UnmatchedFact | None = await self._session.scalar(statement)
        return found


async def add_rejected(session: AsyncSession, rows: list[dict[str, Any]]) -> None:
    """The same frame told again is the same row."""
    if rows:
        await session.execute(insert(UnmatchedFact).values(rows).on_conflict_do_nothing())
        stations = {row["station_id"] for row in rows}
        tell(Outbox(session, OutboxMessage, SOURCE), *(QUARANTINE_LIVE.told(station_id=one) for one in stations))


async def forget_before(session: AsyncSession, before: datetime, batch: int) -> None:
    """Retention: the oldest first, a bounded number at a time."""
    oldest = select(UnmatchedFact.id).where(UnmatchedFact.received_at < before)
    await session.execute(
        delete(UnmatchedFact).where(UnmatchedFact.id.in_(oldest.order_by(UnmatchedFact.received_at).limit(batch)))
    )
