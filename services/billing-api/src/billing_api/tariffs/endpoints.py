"""/tariffs: list, create, read, change."""

from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request, Response

from billing_api.deeds import DeedsDep
from billing_api.tariffs.listing import TARIFF_LIST
from billing_api.tariffs.models import Tariff
from billing_api.tariffs.repository import TariffRepository
from billing_api.tariffs.schemas import TariffCopy, TariffCreate, TariffRead, TariffUpdate, TariffWarning
from billing_api.tariffs.service import TariffService

router = APIRouter(prefix="/tariffs", tags=["tariffs"])

Reader = Annotated[Principal, Depends(require("tariffs:read"))]
Writer = Annotated[Principal, Depends(require("tariffs:write"))]


def _service(request: Request, session: SessionDep, deeds: DeedsDep) -> TariffService:
    return TariffService(TariffRepository(session), request.app.state.clock, deeds)


ServiceDep = Annotated[TariffService, Depends(_service)]


TARIFF_LIST.mount(router)


@router.post("", status_code=201, response_model=TariffRead, dependencies=[audited("tariff_created")])
async def create_tariff(
    principal: Writer, draft: TariffCreate, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    async def create() -> TariffRead:
        return await _saved(service, await service.create(principal, draft))

    return await idempotency.run(create, TariffRead)


@router.get("/{tariff_id}")
async def read_tariff(tariff_id: UUID, principal: Reader, service: ServiceDep, response: Response) -> TariffRead:
    tariff = await service.get(principal, tariff_id)
    set_etag(response, tariff.revision)
    return (await service.read([tariff]))[0]


@router.patch("/{tariff_id}", dependencies=[audited("tariff_changed")])
async def change_tariff(
    tariff_id: UUID,
    principal: Writer,
    change: TariffUpdate,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> TariffRead:
    tariff = await service.change(principal, tariff_id, change, if_match)
    set_etag(response, tariff.revision)
    return await _saved(service, tariff)


@router.delete("/{tariff_id}", status_code=204, dependencies=[audited("tariff_deleted")])
async def delete_tariff(tariff_id: UUID, principal: Writer, service: ServiceDep, if_match: IfMatch = None) -> None:
    await service.delete(principal, tariff_id, if_match)


@router.post("/{tariff_id}/copy", status_code=201, response_model=TariffRead, dependencies=[audited("tariff_created")])
async def copy_tariff(
    tariff_id: UUID, principal: Writer, draft: TariffCopy, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    async def copy() -> TariffRead:
        return await _saved(service, await service.copy(principal, tariff_id, draft.name))

    return await idempotency.run(copy, TariffRead)


async def _saved(service: TariffService, tariff: Tariff) -> TariffRead:
    rivals = await service.rivals(tariff)
    warnings = [
        TariffWarning(code="same_priority", params={"tariff_id": str(one.id), "name": one.name}) for one in rivals
    ]
    return (await service.read([tariff]))[0].model_copy(update={"warnings": warnings})
