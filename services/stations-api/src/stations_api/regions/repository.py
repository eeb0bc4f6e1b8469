from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.regions.models import Region


class RegionRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, region_id: UUID) -> Region | None:
        return await self._session.get(Region, region_id)

    def add(self, region: Region) -> None:
        self._session.add(region)
