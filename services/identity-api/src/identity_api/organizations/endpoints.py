from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query, Response

from identity_api.dependencies import ClockDep
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.schemas import OrganizationCreate, OrganizationQuery, OrganizationRead
from identity_api.organizations.service import OrganizationService

router = APIRouter(prefix="/organizations", tags=["organizations"])
OrganizationReader = Annotated[Principal, Depends(require("organizations:read"))]
OrganizationWriter = Annotated[Principal, Depends(require("organizations:write"))]


@router.get("")
async def list_organizations(
    principal: OrganizationReader, session: SessionDep, query: Annotated[OrganizationQuery, Query()]
) -> Page[OrganizationRead]:
    """The caller's organisation and those below it."""
    organizations, info = await OrganizationRepository(session).page(principal, query)
    return Page[OrganizationRead](
        items=[OrganizationRead.model_validate(one) for one in organizations],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.post("", status_code=201, response_model=OrganizationRead)
async def create_organization(
    wanted: OrganizationCreate,
    principal: OrganizationWriter,
    session: SessionDep,
    clock: ClockDep,
    idempotency: IdempotencyDep,
) -> Response:
    """Adds an organisation; its number is given by the product (DIR-081)."""
    service = OrganizationService(session, clock)
    return await idempotency.run(lambda: service.create(principal, wanted), OrganizationRead)
