from typing import Annotated
from uuid import UUID

from common.audit import AuditDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from stations_api.commands.dispatch import CommandDispatch
from stations_api.commands.listing import COMMAND_LIST
from stations_api.commands.models import Command
from stations_api.commands.repository import CommandRepository
from stations_api.commands.schemas import CommandCreate, CommandRead
from stations_api.commands.service import CommandService
from stations_api.directory.repository import DirectoryRepository
from stations_api.outbox import new_outbox
from stations_api.stations.repository import StationRepository

router = APIRouter(prefix="/commands", tags=["commands"])
Reader = Annotated[Principal, Depends(require("commands:read"))]
Commander = Annotated[Principal, Depends(require("stations:command"))]


def _service(request: Request, session: SessionDep) -> CommandService:
    state = request.app.state
    return CommandService(
        CommandRepository(session),
        StationRepository(session),
        DirectoryRepository(session),
        CommandDispatch(session, new_outbox(session, state.clock)),
        state.clock,
        state.settings,
    )


ServiceDep = Annotated[CommandService, Depends(_service)]
COMMAND_LIST.mount(router)


@router.post("", status_code=202, response_model=CommandRead, dependencies=[audited("command_created")])
async def create_command(
    principal: Commander, service: ServiceDep, audit: AuditDep, idempotency: IdempotencyDep, wanted: CommandCreate
) -> JSONResponse:
    """Asks a station for something; the answer shows the command as scheduled, its life is read by its id."""
    return await idempotency.run(lambda: service.create(principal, wanted, audit), CommandRead, 202)


@router.get("/{command_id}", response_model=CommandRead)
async def read_command(command_id: UUID, principal: Reader, service: ServiceDep) -> Command:
    return await service.get(principal, command_id)
