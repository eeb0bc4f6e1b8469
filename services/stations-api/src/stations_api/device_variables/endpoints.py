from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from stations_api.device_variables.repository import DeviceVariableRepository, VariableQuery
from stations_api.device_variables.schemas import VariableRead
from stations_api.stations.errors import StationNotFound
from stations_api.stations.repository import StationRepository

router = APIRouter(prefix="/stations/{station_id}/variables", tags=["stations"])
Reader = Annotated[Principal, Depends(require("stations:read"))]


@router.get("")
async def list_variables(
    station_id: UUID, principal: Reader, session: SessionDep, query: Annotated[VariableQuery, Query()]
) -> Page[VariableRead]:
    """Device model (2.0.1) or configuration keys (1.6) as the station last told them."""
    if not await StationRepository(session).is_visible(principal, station_id):
        raise StationNotFound(station_id)
    rows, info = await DeviceVariableRepository(session).page(station_id, query)
    items = [VariableRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
