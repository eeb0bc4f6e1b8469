"""GET /sessions…: the list, its sums, and the card."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from common.audit import AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.export import MEDIA_TYPES, Sheet, rendered
from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from sessions_api.metering.export import COLUMNS, history_rows
from sessions_api.sessions.correcting import SessionCorrector
from sessions_api.sessions.files import HistoryExport, attachment, file_stem
from sessions_api.sessions.listing import SESSION_LIST
from sessions_api.sessions.queries import SessionFilters
from sessions_api.sessions.schemas import ChainEvent, HistoryRead, SessionCorrection, SessionRead, SummaryRead
from sessions_api.sessions.service import SessionService
from sessions_api.sessions.summary import summarize
from sessions_api.vehicles.schemas import VehicleRead

router = APIRouter(prefix="/sessions", tags=["sessions"])
SessionWriter = Annotated[Principal, Depends(require("sessions:write"))]
SessionReader = Annotated[Principal, Depends(require("sessions:read"))]


def _service(request: Request, session: SessionDep, principal: SessionReader) -> SessionService:
    return SessionService(session, principal, request.app.state.clock)


_DUMP_FILE: dict[str, Any] = {
    "description": "Lines `time; counter; address; kind; content`, in the time of the station",
    "content": {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "2026-11-24 10:53:00.0000; 7; 0xA1; Meter; Voltage: 398.70, Current: 8.06, ActivePower: 3.48\n",
        }
    },
}
_HISTORY_FILE: dict[str, Any] = {
    "description": "The file, streamed",
    "content": {
        MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}, "example": "a workbook"},
        "text/csv": {"schema": {"type": "string"}, "example": '\ufeffTime (Europe/Moscow),"Current, A"\r\n'},
    },
}

ServiceDep = Annotated[SessionService, Depends(_service)]
SESSION_LIST.mount(router)


@router.get("/summary")
async def summarize_sessions(
    filters: Annotated[SessionFilters, Query()], principal: SessionReader, session: SessionDep, request: Request
) -> SummaryRead:
    sums = await summarize(session, principal, filters)
    currency = request.app.state.settings.currency
    return SummaryRead(count=sums.count, energy_wh=sums.energy_wh, amount=sums.amount, currency=currency)


@router.get("/{session_id}")
async def read_session(session_id: UUID, service: ServiceDep, response: Response) -> SessionRead:
    found = SessionRead.model_validate(await service.get(session_id))
    set_etag(response, found.revision)
    return found


@router.patch("/{session_id}", dependencies=[audited("session_corrected")])
async def correct_session(
    session_id: UUID,
    principal: SessionWriter,
    session: SessionDep,
    audit: AuditDep,
    wanted: SessionCorrection,
    request: Request,
    response: Response,
    if_match: IfMatch = None,
) -> SessionRead:
    """Corrects energy, end or state by hand; the price follows the new values (SES-113, SES-120, SES-192)."""
    state = request.app.state
    corrector = SessionCorrector(session, principal, state.clock, state.settings, audit)
    await corrector.correct(session_id, wanted, if_match)
    found = SessionRead.model_validate(await SessionService(session, principal, state.clock).get(session_id))
    set_etag(response, found.revision)
    return found


@router.get("/{session_id}/history")
async def read_history(
    session_id: UUID,
    service: ServiceDep,
    since: Annotated[datetime | None, Query(alias="from", description="Default: the session's start")] = None,
    until: Annotated[datetime | None, Query(alias="to", description="Default: the session's end, or now")] = None,
    points: Annotated[int, Query(ge=2, le=5000, description="Rows at most; fewer rows come exact")] = 300,
    with_others: Annotated[bool, Query(description="Also what has no field of its own, as `others`")] = False,
) -> HistoryRead:
    return await service.history(session_id, since, until, points, with_others=with_others)


@router.get("/{session_id}/history/export", response_class=StreamingResponse, responses={200: _HISTORY_FILE})
async def export_history(
    session_id: UUID, query: Annotated[HistoryExport, Query()], service: ServiceDep, request: Request
) -> StreamingResponse:
    """Every row of the session's history; the same columns for every connector (SES-158, SES-160)."""
    found = await service.get(session_id)
    zone = query.time_zone or found.time_zone
    sheet = Sheet(COLUMNS, query.language, ZoneInfo(zone), zone)
    rows = history_rows(request.app.state.sessions, session_id, *service.span(found))
    name = f"{file_stem(found)}-history.{query.format}"
    return StreamingResponse(
        rendered(sheet, rows, query.format), headers=attachment(name), media_type=MEDIA_TYPES[query.format]
    )


@router.get("/{session_id}/dump", response_class=PlainTextResponse, responses={200: _DUMP_FILE})
async def read_dump(session_id: UUID, service: ServiceDep) -> PlainTextResponse:
    """Everything that is known of the session, one line a record (SES-077, SES-169)."""
    text = await service.dump(session_id)
    return PlainTextResponse(text, headers=attachment(f"{file_stem(await service.get(session_id))}-dump.txt"))


@router.get("/{session_id}/vehicle")
async def read_vehicle(session_id: UUID, service: ServiceDep) -> VehicleRead:
    return await service.vehicle(session_id)


@router.get("/{session_id}/events")
async def read_events(session_id: UUID, service: ServiceDep) -> list[ChainEvent]:
    return await service.events(session_id)
