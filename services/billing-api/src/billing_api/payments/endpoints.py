"""/payments: list, details with history, cancel, repeat."""

from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request, Response

from billing_api.deeds import DeedsDep
from billing_api.payments.listing import PAYMENT_LIST
from billing_api.payments.schemas import PaymentDetails, RefundRequest
from billing_api.payments.service import PaymentService

router = APIRouter(prefix="/payments", tags=["payments"])
Reader = Annotated[Principal, Depends(require("payments:read"))]
Cashier = Annotated[Principal, Depends(require("payments:money"))]


def _service(request: Request, session: SessionDep, deeds: DeedsDep) -> PaymentService:
    return PaymentService(session, request.app.state.clock, deeds)


ServiceDep = Annotated[PaymentService, Depends(_service)]
PAYMENT_LIST.mount(router)


@router.get("/{payment_id}")
async def read_payment(payment_id: UUID, principal: Reader, service: ServiceDep) -> PaymentDetails:
    return await service.details(principal, payment_id)


@router.post(
    "/{payment_id}/refund",
    status_code=201,
    response_model=PaymentDetails,
    dependencies=[audited("payment_refunded")],
)
async def refund_payment(
    payment_id: UUID, principal: Cashier, asked: RefundRequest, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Answers with the refund, a payment of its own (BIL-084)."""
    return await idempotency.run(lambda: service.refund(principal, payment_id, asked), PaymentDetails)


@router.post("/{payment_id}/cancel", response_model=PaymentDetails, dependencies=[audited("payment_cancelled")])
async def cancel_payment(
    payment_id: UUID, principal: Cashier, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    return await idempotency.run(lambda: service.cancel(principal, payment_id), PaymentDetails, 200)


@router.post("/{payment_id}/repeat", response_model=PaymentDetails, dependencies=[audited("payment_repeated")])
async def repeat_payment(
    payment_id: UUID, principal: Cashier, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    return await idempotency.run(lambda: service.repeat(principal, payment_id), PaymentDetails, 200)
