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
from identity_api.organizations.listing import ORGANIZATION_LIST
from identity_api.organizations.models import Organization
from identity_api.organizations.schemas import (
    OrganizationCreate,
    OrganizationRead,
    OrganizationUpdate,
)
from identity_api.organizations.service import OrganizationService

router = APIRouter(prefix="/organizations", tags=["organizations"])
OrganizationReader = Annotated[Principal, Depends(require("organizations:read"))]
OrganizationWriter = Annotated[Principal, Depends(require("organizations:write"))]


def _service(session: SessionDep, clock: ClockDep, journal: JournalDep) -> OrganizationService:
    return OrganizationService(session, clock, journal)


ServiceDep = Annotated[OrganizationService, Depends(_service)]


ORGANIZATION_LIST.mount(router)


@router.post("", status_code=201, response_model=OrganizationRead, dependencies=[audited("organization_created")])
async def create_organization(
    wanted: OrganizationCreate, principal: OrganizationWriter, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Adds an organisation; its number is given by the product (DIR-081)."""
    return await idempotency.run(lambda: service.create(principal, wanted), OrganizationRead)


@router.get("/{organization_id}")
async def read_organization(
    organization_id: UUID, principal: OrganizationReader, service: ServiceDep, response: Response
) -> OrganizationRead:
    """Also a deleted one: its number and the name `Unknown`."""
    return _told(response, await service.get(principal, organization_id))


@router.patch("/{organization_id}", dependencies=[audited("organization_changed")])
async def change_organization(
    organization_id: UUID,
    wanted: OrganizationUpdate,
    principal: OrganizationWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> OrganizationRead:
    return _told(response, await service.change(principal, organization_id, wanted, if_match))


@router.delete("/{organization_id}", status_code=204, dependencies=[audited("organization_deleted")])
async def delete_organization(organization_id: UUID, principal: OrganizationWriter, service: ServiceDep) -> None:
    """Takes it out of the directory; users and stations stay bound to its number (DIR-067)."""
    await service.delete(principal, organization_id)


def _told(response: Response, organization: Organization) -> OrganizationRead:
    set_etag(response, organization.revision)
    return OrganizationRead.model_validate(organization)
