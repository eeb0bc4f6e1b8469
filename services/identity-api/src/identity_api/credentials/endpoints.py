from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Response

from identity_api.credentials.listing import CREDENTIAL_LIST
from identity_api.credentials.schemas import CredentialCreate, CredentialRead
from identity_api.credentials.service import CredentialService
from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.journal import JournalDep

router = APIRouter(prefix="/credentials", tags=["credentials"])
CredentialWriter = Annotated[Principal, Depends(require("credentials:write"))]


def _service(session: SessionDep, clock: ClockDep, settings: SettingsDep, journal: JournalDep) -> CredentialService:
    return CredentialService(session, clock, settings, journal)


ServiceDep = Annotated[CredentialService, Depends(_service)]


CREDENTIAL_LIST.mount(router)


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
