from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.regions.models import Region

REGIONS = ListTable(key=Region.id, default="name", sorts={"name": Region.name})


class RegionQuery(ListQuery):
    parent_id: Annotated[UUID | None, Where(lambda parent: Region.parent_id == parent)] = None
    name: Annotated[str | None, Where(lambda name: Region.name == name), Field(max_length=300)] = None


class RegionRepository:
    """Regions belong to no organisation: whoever may read regions sees all of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, query: RegionQuery) -> tuple[list[Region], PageInfo]:
        return await REGIONS.page(self._session, select(Region), query)

    async def get(self, region_id: UUID) -> Region | None:
        return await self._session.get(Region, region_id)

    def add(self, region: Region) -> None:
        self._session.add(region)
