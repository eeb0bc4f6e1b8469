"""Whether a caller may know of the station whose things a list tells."""

from typing import Any

from common.listing import Asking
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.stations.errors import StationNotFound
from stations_api.stations.repository import StationRepository


async def station_is_visible(session: AsyncSession, asking: Asking, query: Any) -> None:
    """The station that the path or the query names; refuses as if it were not there."""
    station_id = asking.parent or query.station_id
    if not await StationRepository(session).is_visible(asking.principal, station_id):
        raise StationNotFound(station_id)
