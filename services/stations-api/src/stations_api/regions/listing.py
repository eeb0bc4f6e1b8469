"""The list of regions: they belong to no organisation, whoever may read regions sees all of them."""

from typing import Annotated
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import Field

from stations_api.regions.models import Region
from stations_api.regions.schemas import RegionRead


class RegionQuery(ListQuery):
    parent_id: Annotated[UUID | None, Where(lambda parent: Region.parent_id == parent)] = None
    name: Annotated[str | None, Where(lambda name: Region.name == name), Field(max_length=300)] = None


REGION_LIST = Listing(
    table=ListTable(key=Region.id, default="name", sorts={"name": Region.name}),
    entity=Region,
    query=RegionQuery,
    read=RegionRead,
    right="regions:read",
    columns=[
        Column("name", "Название", "Name"),
        Column("time_zone", "Часовой пояс", "Time zone"),
        Column("id", "Id", "Id"),
        Column("parent_id", "Id региона выше", "Id of the region above"),
    ],
)
