from typing import Annotated

from common.audit import AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from stations_api.outbox import new_outbox
from stations_api.regions.listing import REGION_LIST
from stations_api.regions.repository import RegionRepository
from stations_api.regions.schemas import RegionCreate, RegionRead
from stations_api.regions.service import RegionService

router = APIRouter(prefix="/regions", tags=["regions"])
Writer = Annotated[Principal, Depends(require("regions:write"))]


def _service(request: Request, session: SessionDep, audit: AuditDep) -> RegionService:
    return RegionService(RegionRepository(session), new_outbox(session, request.app.state.clock), audit)


ServiceDep = Annotated[RegionService, Depends(_service)]


REGION_LIST.mount(router)


@router.post("", status_code=201, response_model=RegionRead, dependencies=[audited("region_created")])
async def create_region(
    _: Writer, service: ServiceDep, idempotency: IdempotencyDep, wanted: RegionCreate
) -> JSONResponse:
    return await idempotency.run(lambda: service.create(wanted), RegionRead, 201)
