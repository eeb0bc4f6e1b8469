from common.ids import uuid7
from common.lists import PageInfo

from stations_api.regions.errors import ParentUnknown
from stations_api.regions.models import Region
from stations_api.regions.repository import RegionQuery, RegionRepository
from stations_api.regions.schemas import RegionCreate


class RegionService:
    def __init__(self, regions: RegionRepository) -> None:
        self._regions = regions

    async def page(self, query: RegionQuery) -> tuple[list[Region], PageInfo]:
        return await self._regions.page(query)

    async def create(self, wanted: RegionCreate) -> Region:
        if wanted.parent_id is not None and await self._regions.get(wanted.parent_id) is None:
            raise ParentUnknown(wanted.parent_id)
        region = Region(**wanted.model_dump(), id=uuid7(), revision=1)
        self._regions.add(region)
        return region
