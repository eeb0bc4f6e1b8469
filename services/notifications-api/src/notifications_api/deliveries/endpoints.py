"""/deliveries: list, details with request and answers, replay."""

from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request, Response

from notifications_api.deeds import DeedsDep
from notifications_api.deliveries.listing import DELIVERY_LIST
from notifications_api.deliveries.schemas import DeliveryDetails, DeliveryRead
from notifications_api.deliveries.service import DeliveryService

router = APIRouter(prefix="/deliveries", tags=["deliveries"])

Reader = Annotated[Principal, Depends(require("webhooks:read"))]
Writer = Annotated[Principal, Depends(require("webhooks:write"))]


def _service(request: Request, session: SessionDep, deeds: DeedsDep) -> DeliveryService:
    return DeliveryService(session, request.app.state.clock, request.app.state.settings, deeds)


ServiceDep = Annotated[DeliveryService, Depends(_service)]


DELIVERY_LIST.mount(router)


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
