from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends, Request

from stations_api.station_reports.listing import REPORT_LIST
from stations_api.station_reports.readings import Readings, read_readings
from stations_api.stations.errors import StationNotFound
from stations_api.stations.repository import StationRepository

router = APIRouter(prefix="/operation-log", tags=["operation-log"])
REPORT_LIST.mount(router)

of_station = APIRouter(prefix="/stations", tags=["stations"])
Reader = Annotated[Principal, Depends(require("stations:read"))]


@of_station.get("/{station_id}/readings")
async def station_readings(station_id: UUID, principal: Reader, session: SessionDep, request: Request) -> Readings:
    """Temperature, humidity and external meter of the last 72 hours, for charts."""
    if not await StationRepository(session).is_visible(principal, station_id):
        raise StationNotFound(station_id)
    return await read_readings(session, station_id, request.app.state.clock.now())
