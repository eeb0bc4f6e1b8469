"""GET /sessions…: the list, its sums, and the card."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query, Request, Response

from sessions_api.sessions.queries import SessionFilters, SessionQuery
from sessions_api.sessions.repository import SessionRepository
from sessions_api.sessions.schemas import ChainEvent, HistoryRead, SessionRead, SummaryRead
from sessions_api.sessions.service import SessionService
from sessions_api.sessions.summary import summarize

router = APIRouter(prefix="/sessions", tags=["sessions"])
SessionReader = Annotated[Principal, Depends(require("sessions:read"))]


def _service(request: Request, session: SessionDep, principal: SessionReader) -> SessionService:
    return SessionService(session, principal, request.app.state.clock)


ServiceDep = Annotated[SessionService, Depends(_service)]


@router.get("")
async def list_sessions(
    query: Annotated[SessionQuery, Query()], principal: SessionReader, session: SessionDep
) -> Page[SessionRead]:
    rows, info = await SessionRepository(session, principal).page(query)
    items = [SessionRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)


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
    response.headers["ETag"] = f'W/"{found.revision}"'
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
