"""/quarantine: what stations told and nobody could use yet (law 5)."""

from typing import Annotated
from uuid import UUID

from common.audit import Audit, AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends, Request

from sessions_api.quarantine.listing import QUARANTINE
from sessions_api.quarantine.schemas import Dismissal, Join, QuarantinedDetail
from sessions_api.quarantine.service import QuarantineService

router = APIRouter(prefix="/quarantine", tags=["quarantine"])
QuarantineReader = Annotated[Principal, Depends(require("quarantine:read"))]
QuarantineWriter = Annotated[Principal, Depends(require("quarantine:write"))]


def _service(request: Request, session: SessionDep, principal: Principal, audit: Audit) -> QuarantineService:
    state = request.app.state
    return QuarantineService(session, principal, state.clock, state.settings, audit)


def _reading(request: Request, session: SessionDep, principal: QuarantineReader, audit: AuditDep) -> QuarantineService:
    return _service(request, session, principal, audit)


def _writing(request: Request, session: SessionDep, principal: QuarantineWriter, audit: AuditDep) -> QuarantineService:
    return _service(request, session, principal, audit)


ReadingDep = Annotated[QuarantineService, Depends(_reading)]
WritingDep = Annotated[QuarantineService, Depends(_writing)]


QUARANTINE.mount(router)


@router.get("/{item_id}")
async def read_quarantined(item_id: UUID, service: ReadingDep) -> QuarantinedDetail:
    return QuarantinedDetail.model_validate(await service.get(item_id))


@router.post("/{item_id}/join", dependencies=[audited("quarantined_joined")])
async def join_quarantined(item_id: UUID, body: Join, service: WritingDep) -> QuarantinedDetail:
    return QuarantinedDetail.model_validate(await service.join(item_id, body.session_id))


@router.post("/{item_id}/replay", dependencies=[audited("quarantined_replayed")])
async def replay_quarantined(item_id: UUID, service: WritingDep) -> QuarantinedDetail:
    return QuarantinedDetail.model_validate(await service.replay(item_id))


@router.post("/{item_id}/dismiss", dependencies=[audited("quarantined_dismissed")])
async def dismiss_quarantined(item_id: UUID, body: Dismissal, service: WritingDep) -> QuarantinedDetail:
    return QuarantinedDetail.model_validate(await service.dismiss(item_id, body.reason))
