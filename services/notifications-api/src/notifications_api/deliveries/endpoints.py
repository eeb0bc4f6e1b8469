"""/deliveries: list, details with request and answers, replay."""

from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from common.lists import ListTable, Page
from fastapi import APIRouter, Depends, Query, Request, Response

from notifications_api.deeds import DeedsDep
from notifications_api.deliveries.models import Delivery
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.deliveries.schemas import DeliveryDetails, DeliveryQuery, DeliveryRead
from notifications_api.deliveries.service import DeliveryService

router = APIRouter(prefix="/deliveries", tags=["deliveries"])
DELIVERIES = ListTable(key=Delivery.id, default="-created_at", sorts={"created_at": Delivery.created_at})

Reader = Annotated[Principal, Depends(require("webhooks:read"))]
Writer = Annotated[Principal, Depends(require("webhooks:write"))]


def _service(request: Request, session: SessionDep, deeds: DeedsDep) -> DeliveryService:
    return DeliveryService(session, request.app.state.clock, request.app.state.settings, deeds)


ServiceDep = Annotated[DeliveryService, Depends(_service)]


@router.get("")
async def list_deliveries(
    principal: Reader, session: SessionDep, query: Annotated[DeliveryQuery, Query()]
) -> Page[DeliveryRead]:
    rows, info = await DELIVERIES.page(session, DeliveryRepository.statement(principal), query)
    return Page[DeliveryRead](
        items=[DeliveryRead.model_validate(row) for row in rows],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.get("/{delivery_id}")
async def read_delivery(delivery_id: UUID, principal: Reader, service: ServiceDep) -> DeliveryDetails:
    return await service.details(principal, delivery_id)


@router.post(
    "/{delivery_id}/replay",
    status_code=202,
    response_model=DeliveryRead,
    dependencies=[audited("delivery_replayed")],
)
async def replay_delivery(
    delivery_id: UUID, principal: Writer, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Sends it again under the same id."""
    return await idempotency.run(lambda: service.replay(principal, delivery_id), DeliveryRead, 202)
