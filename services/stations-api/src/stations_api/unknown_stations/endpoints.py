from typing import Annotated

from common.audit import AuditDep, Link, audited
from common.auth import Principal, require, see_all
from common.db import SessionDep
from fastapi import APIRouter, Depends, Path, Request

from stations_api.outbox import new_outbox
from stations_api.unknown_stations.errors import UnknownStationNotFound
from stations_api.unknown_stations.listing import UNKNOWN_STATION_LIST
from stations_api.unknown_stations.repository import UnknownStationRepository

router = APIRouter(prefix="/unknown-stations", tags=["unknown-stations"])
Writer = Annotated[Principal, Depends(require("unknown-stations:write"))]


def _repository(session: SessionDep) -> UnknownStationRepository:
    return UnknownStationRepository(session)


RepositoryDep = Annotated[UnknownStationRepository, Depends(_repository)]


UNKNOWN_STATION_LIST.mount(router)


@router.delete("/{identity}", status_code=204, dependencies=[audited("unknown_station_dismissed")])
async def dismiss_unknown_station(
    identity: Annotated[str, Path(max_length=300)],
    principal: Writer,
    repository: RepositoryDep,
    audit: AuditDep,
    session: SessionDep,
    request: Request,
) -> None:
    """Takes it off the list for as long as it goes on knocking."""
    see_all(principal)
    if not await repository.dismiss(identity):
        raise UnknownStationNotFound(identity)
    outbox = new_outbox(session, request.app.state.clock)
    audit.record(outbox, "unknown_station_dismissed", Link("terminal", identity, identity))
