from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.stations.models import StationCopy


class StationRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Saves what was told last of each station."""
        if rows:
            told = insert(StationCopy).values(list(rows))
            changed = {name: told.excluded[name] for name in ("number", "organization_id", "is_gone")}
            await self._session.execute(told.on_conflict_do_update(index_elements=[StationCopy.id], set_=changed))

    async def mark_gone(self, station_ids: Collection[UUID]) -> None:
        if station_ids:
            gone = update(StationCopy).where(StationCopy.id.in_(station_ids))
            await self._session.execute(gone.values(is_gone=True))
