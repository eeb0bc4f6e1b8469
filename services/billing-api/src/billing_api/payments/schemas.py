"""Payments on the wire. Amounts are strings with two decimals."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, Origin, PaymentStatus

Number = Annotated[str, BeforeValidator(str), Field(pattern=r"^\d{14}$", examples=["40000020061052"])]


class PaymentRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: Number
    charge_id: UUID
    session_id: UUID
    organization_id: UUID
    station_id: UUID
    station_number: str
    connector_number: int
    connector_type: str
    time_zone: str
    payer_kind: str
    payer_id: UUID | None
    payer_label: str | None
    operation: Operation
    status: PaymentStatus
    amount: Decimal
    currency: str
    parent_id: UUID | None
    provider: str
    provider_code: str | None
    error: str | None
    created_at: datetime
    paid_at: datetime | None
    version: int


class HistoryEntry(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    at: datetime
    status: PaymentStatus
    origin: Origin
    login: str | None
    details: str | None


class PaymentDetails(PaymentRead):
    history: list[HistoryEntry]


class PaymentQuery(ListQuery):
    session_id: Annotated[UUID | None, Where(lambda value: Payment.session_id == value)] = None
    status: Annotated[PaymentStatus | None, Where(lambda value: Payment.status == value)] = None
    operation: Annotated[Operation | None, Where(lambda value: Payment.operation == value)] = None
    number: Annotated[int | None, Field(ge=0), Where(lambda value: Payment.number == value)] = None
