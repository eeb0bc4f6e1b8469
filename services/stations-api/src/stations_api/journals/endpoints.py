from datetime import date
from typing import Annotated, Any
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends, Response

from stations_api.journals.errors import JournalNotFound
from stations_api.journals.repository import JournalRepository
from stations_api.journals.schemas import JournalRead, Journals, file_name
from stations_api.stations.errors import StationNotFound
from stations_api.stations.repository import StationRepository

router = APIRouter(prefix="/stations/{station_id}/journals", tags=["stations"])
Reader = Annotated[Principal, Depends(require("operation-log:read"))]
ZIP = "application/zip"
_ARCHIVE: dict[str, Any] = {
    "description": "A zip with the log files of the day",
    "content": {ZIP: {"schema": {"type": "string", "format": "binary"}, "example": "PK…"}},
}


@router.get("")
async def station_journals(station_id: UUID, principal: Reader, session: SessionDep) -> Journals:
    """Archives of the days whose log was asked for, the oldest first; only native stations send theirs."""
    await _check(station_id, principal, session)
    found = await JournalRepository(session).of(station_id)
    return Journals(journals=[JournalRead.model_validate(one) for one in found])


@router.get("/{day}", response_class=Response, responses={200: _ARCHIVE})
async def station_journal(station_id: UUID, day: date, principal: Reader, session: SessionDep) -> Response:
    """The archive itself."""
    await _check(station_id, principal, session)
    content = await JournalRepository(session).content(station_id, day)
    if content is None:
        raise JournalNotFound(day)
    headers = {"Content-Disposition": f'attachment; filename="{file_name(day)}"'}
    return Response(content, media_type=ZIP, headers=headers)


async def _check(station_id: UUID, principal: Principal, session: SessionDep) -> None:
    if not await StationRepository(session).is_visible(principal, station_id):
        raise StationNotFound(station_id)
