from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.lists import Page
from fastapi import APIRouter, Depends, Query, Response

from stations_api.connectors.errors import ConnectorNotFound
from stations_api.connectors.models import Connector
from stations_api.connectors.repository import ConnectorRepository, HistoryQuery
from stations_api.connectors.schemas import ConnectorCard, ConnectorRead, ConnectorUpdate, StatusChangeRead
from stations_api.stations.endpoints import ServiceDep, Writer
from stations_api.stations.models import Station

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


@router.get("/{connector_id}")
async def read_connector(
    connector_id: UUID, principal: Reader, service: ServiceDep, response: Response
) -> ConnectorCard:
    """One connector with the name of its station (STN-037..046, CON-012..032)."""
    station, connector = await service.connector(principal, connector_id)
    set_etag(response, station.revision)
    return _card(station, connector)


@router.patch("/{connector_id}", dependencies=[audited("connector_changed")])
async def update_connector(
    connector_id: UUID,
    principal: Writer,
    service: ServiceDep,
    wanted: ConnectorUpdate,
    response: Response,
    if_match: IfMatch = None,
) -> ConnectorCard:
    """Corrects name, type, supply, power limit or meter reading; the ETag is that of the station."""
    station, connector = await service.update_connector(principal, connector_id, wanted, if_match)
    set_etag(response, station.revision)
    return _card(station, connector)


def _card(station: Station, connector: Connector) -> ConnectorCard:
    return ConnectorCard(
        **ConnectorRead.model_validate(connector).model_dump(),
        station_id=station.id,
        station_number=station.number,
        station_name=station.name,
        organization_id=station.organization_id,
        revision=station.revision,
    )
