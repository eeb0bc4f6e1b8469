from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query, Response

from identity_api.credentials.labels import Labels
from identity_api.credentials.repository import CredentialRepository
from identity_api.credentials.schemas import CredentialCreate, CredentialQuery, CredentialRead
from identity_api.credentials.service import CredentialService
from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.journal import JournalDep

router = APIRouter(prefix="/credentials", tags=["credentials"])
CredentialReader = Annotated[Principal, Depends(require("credentials:read"))]
CredentialWriter = Annotated[Principal, Depends(require("credentials:write"))]


def _service(session: SessionDep, clock: ClockDep, settings: SettingsDep, journal: JournalDep) -> CredentialService:
    return CredentialService(session, clock, settings, journal)


ServiceDep = Annotated[CredentialService, Depends(_service)]


@router.get("")
async def list_credentials(
    principal: CredentialReader,
    session: SessionDep,
    settings: SettingsDep,
    query: Annotated[CredentialQuery, Query()],
) -> Page[CredentialRead]:
    """Cards and logins with what was consumed by each (USR-111..115)."""
    labels = Labels(settings)
    credentials, info = await CredentialRepository(session).page(principal, query)
    return Page[CredentialRead](
        items=[labels.read(credential) for credential in credentials],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.post("", status_code=201, response_model=CredentialRead, dependencies=[audited("credential_bound")])
async def bind_credential(
    wanted: CredentialCreate, principal: CredentialWriter, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Binds a card to a user; stations know it within moments."""
    return await idempotency.run(lambda: service.bind(principal, wanted), CredentialRead)


@router.delete("/{credential_id}", status_code=204, dependencies=[audited("credential_unbound")])
async def unbind_credential(credential_id: UUID, principal: CredentialWriter, service: ServiceDep) -> None:
    """Unbinds a card; stations refuse it from then on."""
    await service.unbind(principal, credential_id)
