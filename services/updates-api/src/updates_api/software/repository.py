from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from updates_api.software.models import SoftwareVersion


class SoftwareRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, version: SoftwareVersion) -> None:
        self._session.add(version)

    async def lock_current(self, stations: Collection[UUID]) -> dict[UUID, SoftwareVersion]:
        """Present version by station, locked until the transaction ends."""
        statement = select(SoftwareVersion).where(
            SoftwareVersion.station_id.in_(stations), SoftwareVersion.until.is_(None)
        )
        ordered = statement.order_by(SoftwareVersion.station_id).with_for_update(of=SoftwareVersion)
        return {row.station_id: row for row in await self._session.scalars(ordered)}

    async def flush(self) -> None:
        """The end of a version is written before its successor: only one of a station may be current."""
        await self._session.flush()
