from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from stations_api.protocol_log.repository import FrameQuery, ProtocolLogRepository
from stations_api.protocol_log.schemas import FrameRead
from stations_api.stations.errors import StationNotFound
from stations_api.stations.repository import StationRepository

router = APIRouter(prefix="/protocol-log", tags=["protocol-log"])
Reader = Annotated[Principal, Depends(require("protocol-log:read"))]


@router.get("")
async def list_frames(principal: Reader, session: SessionDep, query: Annotated[FrameQuery, Query()]) -> Page[FrameRead]:
    """Frames of one station, the newest first; an answer is found by the action that it answers."""
    if not await StationRepository(session).is_visible(principal, query.station_id):
        raise StationNotFound(query.station_id)
    rows, info = await ProtocolLogRepository(session).page(query)
    items = [FrameRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
