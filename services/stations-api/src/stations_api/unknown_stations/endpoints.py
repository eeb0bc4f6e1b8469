from typing import Annotated

from common.audit import AuditDep, Link, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Path, Query, Request

from stations_api.outbox import new_outbox
from stations_api.unknown_stations.errors import AllOrganizationsOnly, UnknownStationNotFound
from stations_api.unknown_stations.repository import UnknownStationQuery, UnknownStationRepository
from stations_api.unknown_stations.schemas import UnknownStationRead

router = APIRouter(prefix="/unknown-stations", tags=["unknown-stations"])
Reader = Annotated[Principal, Depends(require("unknown-stations:read"))]
Writer = Annotated[Principal, Depends(require("unknown-stations:write"))]


def _repository(session: SessionDep) -> UnknownStationRepository:
    return UnknownStationRepository(session)


RepositoryDep = Annotated[UnknownStationRepository, Depends(_repository)]


@router.get("")
async def list_unknown_stations(
    principal: Reader, repository: RepositoryDep, query: Annotated[UnknownStationQuery, Query()]
) -> Page[UnknownStationRead]:
    """Identities that were refused, those seen last first; for callers who see all organisations."""
    _must_see_all(principal)
    rows, info = await repository.page(query)
    items = [UnknownStationRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)


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
    _must_see_all(principal)
    if not await repository.dismiss(identity):
        raise UnknownStationNotFound(identity)
    outbox = new_outbox(session, request.app.state.clock)
    audit.record(outbox, "unknown_station_dismissed", Link("terminal", identity, identity))


def _must_see_all(principal: Principal) -> None:
    if principal.visible != "*":
        raise AllOrganizationsOnly
