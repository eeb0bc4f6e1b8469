from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.etag import IfMatch, set_etag
from fastapi import APIRouter, Depends, Response

from stations_api.connectors.listing import HISTORY_LIST
from stations_api.connectors.models import Connector
from stations_api.connectors.schemas import ConnectorCard, ConnectorRead, ConnectorUpdate
from stations_api.stations.endpoints import ServiceDep, Writer
from stations_api.stations.models import Station

router = APIRouter(prefix="/connectors", tags=["connectors"])
Reader = Annotated[Principal, Depends(require("stations:read"))]


HISTORY_LIST.mount(router, "/{connector_id}/history", "connector-history")


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
