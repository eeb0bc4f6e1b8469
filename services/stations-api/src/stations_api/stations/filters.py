"""What the station list can be filtered by (STN-006..010)."""

from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import AwareDatetime, Field

from stations_api.stations.models import Station
from stations_api.stations.types import TechnicalStatus


class StationQuery(ListQuery):
    """`q`: any part of number, name, address or serial number; `seen_from`, `seen_to`: time of the last contact."""

    q: Annotated[
        str | None,
        Where(lambda text: Station.search_text.contains(text.strip().lower(), autoescape=True)),
        Field(min_length=3, max_length=100),
    ] = None
    technical_status: Annotated[TechnicalStatus | None, Where(lambda status: Station.technical_status == status)] = None
    region_id: Annotated[UUID | None, Where(lambda region: Station.region_id == region)] = None
    is_activated: Annotated[bool | None, Where(Station.is_activated.is_)] = None
    is_connected: Annotated[bool | None, Where(Station.is_connected.is_)] = None
    seen_from: Annotated[AwareDatetime | None, Where(lambda at: Station.last_seen_sort >= at)] = None
    seen_to: Annotated[AwareDatetime | None, Where(lambda at: Station.last_seen_sort < at)] = None
