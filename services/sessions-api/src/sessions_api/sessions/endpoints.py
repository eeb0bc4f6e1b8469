"""GET /sessions…: the list, its sums, and the card."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.audit import AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from fastapi import APIRouter, Depends, Query, Request, Response

from sessions_api.sessions.correcting import SessionCorrector
from sessions_api.sessions.listing import SESSION_LIST
from sessions_api.sessions.queries import SessionFilters
from sessions_api.sessions.schemas import ChainEvent, HistoryRead, SessionCorrection, SessionRead, SummaryRead
from sessions_api.sessions.service import SessionService
from sessions_api.sessions.summary import summarize

router = APIRouter(prefix="/sessions", tags=["sessions"])
SessionWriter = Annotated[Principal, Depends(require("sessions:write"))]
SessionReader = Annotated[Principal, Depends(require("sessions:read"))]


def _service(request: Request, session: SessionDep, principal: SessionReader) -> SessionService:
    return SessionService(session, principal, request.app.state.clock)


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
) -> HistoryRead:
    return await service.history(session_id, since, until, points)


@router.get("/{session_id}/events")
async def read_events(session_id: UUID, service: ServiceDep) -> list[ChainEvent]:
    return await service.events(session_id)
