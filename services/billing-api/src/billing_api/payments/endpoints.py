"""/payments: list, details with history, cancel, repeat."""

from typing import Annotated
from uuid import UUID

from common.auth import Principal, require
from common.db import SessionDep
from common.idempotency import IdempotencyDep
from common.lists import ListTable, Page
from fastapi import APIRouter, Depends, Query, Request, Response

from billing_api.payments.models import Payment
from billing_api.payments.repository import PaymentRepository
from billing_api.payments.schemas import PaymentDetails, PaymentQuery, PaymentRead, RefundRequest
from billing_api.payments.service import PaymentService

router = APIRouter(prefix="/payments", tags=["payments"])
PAYMENTS = ListTable(
    key=Payment.id,
    default="-created_at",
    sorts={"created_at": Payment.created_at, "number": Payment.number, "amount": Payment.amount},
)

Reader = Annotated[Principal, Depends(require("payments:read"))]
Cashier = Annotated[Principal, Depends(require("payments:money"))]


def _service(request: Request, session: SessionDep) -> PaymentService:
    return PaymentService(session, request.app.state.clock)


ServiceDep = Annotated[PaymentService, Depends(_service)]


@router.get("")
async def list_payments(
    principal: Reader, session: SessionDep, query: Annotated[PaymentQuery, Query()]
) -> Page[PaymentRead]:
    rows, info = await PAYMENTS.page(session, PaymentRepository.statement(principal), query)
    return Page[PaymentRead](
        items=[PaymentRead.model_validate(row) for row in rows],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )


@router.get("/{payment_id}")
async def read_payment(payment_id: UUID, principal: Reader, service: ServiceDep) -> PaymentDetails:
    return await service.details(principal, payment_id)


@router.post("/{payment_id}/refund", status_code=201, response_model=PaymentDetails)
async def refund_payment(
    payment_id: UUID, principal: Cashier, asked: RefundRequest, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    """Answers with the refund, a payment of its own (BIL-084)."""
    return await idempotency.run(lambda: service.refund(principal, payment_id, asked), PaymentDetails)


@router.post("/{payment_id}/cancel", response_model=PaymentDetails)
async def cancel_payment(
    payment_id: UUID, principal: Cashier, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    return await idempotency.run(lambda: service.cancel(principal, payment_id), PaymentDetails, 200)


@router.post("/{payment_id}/repeat", response_model=PaymentDetails)
async def repeat_payment(
    payment_id: UUID, principal: Cashier, service: ServiceDep, idempotency: IdempotencyDep
) -> Response:
    return await idempotency.run(lambda: service.repeat(principal, payment_id), PaymentDetails, 200)
