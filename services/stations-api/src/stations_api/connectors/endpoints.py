from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from stations_api.connectors.errors import ConnectorNotFound
from stations_api.connectors.repository import ConnectorRepository, HistoryQuery
from stations_api.connectors.schemas import StatusChangeRead

router = APIRouter(prefix="/connectors", tags=["connectors"])
Reader = Annotated[Principal, Depends(require("stations:read"))]


@router.get("/{connector_id}/history")
async def connector_history(
    connector_id: UUID, principal: Reader, session: SessionDep, query: Annotated[HistoryQuery, Query()]
) -> Page[StatusChangeRead]:
    """What the connector said, the newest first; late words stand where they belong in time."""
    connectors = ConnectorRepository(session)
    if not await connectors.is_visible(principal, connector_id):
        raise ConnectorNotFound(connector_id)
    rows, info = await connectors.history(connector_id, query)
    items = [StatusChangeRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
