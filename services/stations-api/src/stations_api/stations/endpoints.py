from datetime import timedelta
from typing import Annotated
from uuid import UUID

from common.audit import AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from stations_api.directory.repository import DirectoryRepository
from stations_api.incidents.repository import IncidentRepository
from stations_api.outbox import new_outbox
from stations_api.regions.repository import RegionRepository
from stations_api.stations.listing import STATION_LIST
from stations_api.stations.models import Station
from stations_api.stations.repository import StationRepository
from stations_api.stations.schemas import (
    SecretRead,
    SecretRenew,
    StationCreate,
    StationCreated,
    StationRead,
    StationsSummary,
    StationUpdate,
)
from stations_api.stations.service import StationService
from stations_api.stations.shown_once import SecretShownOnce
from stations_api.unknown_stations.repository import UnknownStationRepository

router = APIRouter(prefix="/stations", tags=["stations"])
Reader = Annotated[Principal, Depends(require("stations:read"))]
Writer = Annotated[Principal, Depends(require("stations:write"))]


def station_service(request: Request, session: SessionDep, audit: AuditDep) -> StationService:
    clock = request.app.state.clock
    return StationService(
        StationRepository(session),
        RegionRepository(session),
        DirectoryRepository(session),
        UnknownStationRepository(session),
        IncidentRepository(session),
        new_outbox(session, clock),
        clock,
        audit,
    )


ServiceDep = Annotated[StationService, Depends(station_service)]
STATION_LIST.mount(router)


@router.get("/summary")
async def stations_summary(principal: Reader, service: ServiceDep) -> StationsSummary:
    return await service.summary(principal)


@router.post("", status_code=201, response_model=StationCreated, dependencies=[audited("station_created")])
async def create_station(
    principal: Writer, service: ServiceDep, idempotency: IdempotencyDep, wanted: StationCreate
) -> JSONResponse:
    once = SecretShownOnce(lambda: service.create(principal, wanted))
    return once.shown(await idempotency.run(once.work, StationCreated, 201))


@router.get("/{station_id}", response_model=StationRead)
async def read_station(station_id: UUID, principal: Reader, service: ServiceDep, response: Response) -> Station:
    station = await service.get(principal, station_id)
    set_etag(response, station.revision)
    return station


@router.patch("/{station_id}", response_model=StationRead, dependencies=[audited("station_changed")])
async def update_station(
    station_id: UUID,
    principal: Writer,
    service: ServiceDep,
    wanted: StationUpdate,
    response: Response,
    if_match: IfMatch = None,
) -> Station:
    station = await service.update(principal, station_id, wanted, if_match)
    set_etag(response, station.revision)
    return station


@router.delete("/{station_id}", status_code=204, dependencies=[audited("station_deleted")])
async def delete_station(station_id: UUID, principal: Writer, service: ServiceDep) -> None:
    """Takes a station away for good; refused while a car is charging there. Its sessions stay."""
    await service.remove(principal, station_id)


@router.post(
    "/{station_id}/secret",
    status_code=201,
    response_model=SecretRead,
    dependencies=[audited("station_password_renewed")],
)
async def renew_station_secret(
    station_id: UUID,
    principal: Writer,
    service: ServiceDep,
    idempotency: IdempotencyDep,
    wanted: SecretRenew | None = None,
) -> JSONResponse:
    """A new password for the station, shown in this answer and never again; the old one opens for a while yet."""
    overlap = timedelta(hours=(wanted or SecretRenew()).overlap_hours)
    once = SecretShownOnce(lambda: service.renew_secret(principal, station_id, overlap))
    return once.shown(await idempotency.run(once.work, SecretRead, 201))
