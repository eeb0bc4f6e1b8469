from common.audit import Audit, Link
from common.ids import uuid7
from common.outbox import Outbox

from stations_api.regions.errors import ParentUnknown
from stations_api.regions.models import Region
from stations_api.regions.repository import RegionRepository
from stations_api.regions.schemas import RegionCreate


class RegionService:
    def __init__(self, regions: RegionRepository, outbox: Outbox, audit: Audit) -> None:
        self._regions, self._outbox, self._audit = regions, outbox, audit

    async def create(self, wanted: RegionCreate) -> Region:
        if wanted.parent_id is not None and await self._regions.get(wanted.parent_id) is None:
            raise ParentUnknown(wanted.parent_id)
        region = Region(**wanted.model_dump(), id=uuid7(), revision=1)
        self._regions.add(region)
        link = Link("region", region.id, region.name)
        self._audit.record(self._outbox, "region_created", link, after=wanted.model_dump())
        return region
