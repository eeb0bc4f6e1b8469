from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Response

from identity_api.dependencies import ClockDep
from identity_api.journal import JournalDep
from identity_api.roles.listing import ROLE_LIST
from identity_api.roles.schemas import RoleCreate, RoleRead, RoleUpdate
from identity_api.roles.service import RoleService

router = APIRouter(prefix="/roles", tags=["roles"])
RoleReader = Annotated[Principal, Depends(require("roles:read"))]
RoleWriter = Annotated[Principal, Depends(require("roles:write"))]


def _service(session: SessionDep, clock: ClockDep, journal: JournalDep) -> RoleService:
    return RoleService(session, clock, journal)


ServiceDep = Annotated[RoleService, Depends(_service)]


ROLE_LIST.mount(router)


@router.post("", status_code=201, response_model=RoleRead, dependencies=[audited("role_created")])
async def create_role(
    wanted: RoleCreate, principal: RoleWriter, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Adds a role (ROL-014..017). It may hold no right that the caller lacks. 409 role_name_taken."""
    return await idempotency.run(lambda: service.create(principal, wanted), RoleRead)


@router.get("/{role_id}")
async def read_role(role_id: UUID, _: RoleReader, service: ServiceDep, response: Response) -> RoleRead:
    role = await service.get(role_id)
    set_etag(response, role.revision)
    return role


@router.patch("/{role_id}", dependencies=[audited("role_changed")])
async def change_role(
    role_id: UUID,
    wanted: RoleUpdate,
    principal: RoleWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> RoleRead:
    """Changes a role; who has it works with the new rights within a minute (ROL-018)."""
    role = await service.change(principal, role_id, wanted, if_match)
    set_etag(response, role.revision)
    return role


@router.delete("/{role_id}", status_code=204, dependencies=[audited("role_deleted")])
async def delete_role(role_id: UUID, principal: RoleWriter, service: ServiceDep) -> None:
    """Deletes a role that no user has (ROL-019). 409 role_in_use."""
    await service.delete(principal, role_id)
