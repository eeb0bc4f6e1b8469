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
    station_number: Annotated[str, Field(examples=["CP-0042"])]
    connector_number: Annotated[int, Field(examples=[1])]
    connector_type: Annotated[str, Field(examples=["ccs2"])]
    time_zone: Annotated[str, Field(examples=["Europe/Moscow"])]
    payer_kind: Annotated[str, Field(examples=["user"])]
    payer_id: UUID | None
    payer_label: Annotated[str | None, Field(examples=["Анна Смирнова"])]
    operation: Operation
    status: Annotated[PaymentStatus, Field(examples=[PaymentStatus.completed.value])]
    amount: Annotated[Decimal, Field(examples=["264.00"])]
    currency: Annotated[str, Field(examples=["RUB"])]
    parent_id: Annotated[UUID | None, Field(examples=[None])]
    provider: Annotated[str, Field(examples=["sandbox"])]
    provider_code: Annotated[str | None, Field(examples=["approved"])]
    error: Annotated[str | None, Field(examples=[None])]
    created_at: datetime
    paid_at: datetime | None
    version: int


class HistoryEntry(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    at: datetime
    status: PaymentStatus
    origin: Origin
    login: Annotated[str | None, Field(examples=["anna"])]
    details: Annotated[str | None, Field(examples=[None])]


class PaymentDetails(PaymentRead):
    history: list[HistoryEntry]


class PaymentQuery(ListQuery):
    session_id: Annotated[UUID | None, Where(lambda value: Payment.session_id == value)] = None
    status: Annotated[PaymentStatus | None, Where(lambda value: Payment.status == value)] = None
    operation: Annotated[Operation | None, Where(lambda value: Payment.operation == value)] = None
    number: Annotated[int | None, Field(ge=0), Where(lambda value: Payment.number == value)] = None
