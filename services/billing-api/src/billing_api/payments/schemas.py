"""Payments on the wire. Amounts are strings with two decimals."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from common.searching import containing
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from billing_api.payments import numbers
from billing_api.payments.models import Payment
from billing_api.payments.receipts import Receipt
from billing_api.payments.states import AttemptOutcome, Operation, Origin, PaymentStatus, PaymentType

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
    hold_id: Annotated[UUID | None, Field(examples=[None])]
    """The pre-authorisation of which the money is, or was, captured."""
    type: PaymentType
    reason: Annotated[str | None, Field(examples=[None])]
    requested_by: Annotated[str | None, Field(examples=[None])]
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


class AttemptRead(BaseModel):
    """One call to the provider; `outcome` is null when it never came back."""

    model_config = ConfigDict(from_attributes=True)

    number: Annotated[int, Field(examples=[1])]
    started_at: datetime
    ended_at: datetime | None
    outcome: AttemptOutcome | None
    code: Annotated[str | None, Field(examples=["approved"])]


class PaymentDetails(PaymentRead):
    """A payment with what happened to it; `attempts_log` are its calls to the provider.

    `actions`: what the caller may do now (cancel, repeat, refund).
    """

    history: list[HistoryEntry]
    attempts_log: list[AttemptRead]
    refunds: list[PaymentRead]
    refundable_amount: Annotated[Decimal, Field(examples=["264.00"])]
    receipts: list[Receipt]
    actions: Annotated[list[str], Field(examples=[["refund"]])]


class RefundRequest(BaseModel):
    """Without an amount all that is left of the payment goes back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"amount": "100.00", "reason": "Простой"}})

    amount: Annotated[Decimal | None, Field(gt=0, max_digits=14, decimal_places=2)] = None
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class PaymentQuery(ListQuery):
    session_id: Annotated[UUID | None, Where(lambda value: Payment.session_id == value)] = None
    status: Annotated[PaymentStatus | None, Where(lambda value: Payment.status == value)] = None
    operation: Annotated[Operation | None, Where(lambda value: Payment.operation == value)] = None
    number: Annotated[int | None, Field(ge=0), Where(lambda value: Payment.number == value)] = None
    q: Annotated[
        str | None,
        Field(min_length=3, max_length=250),
        Where(lambda text: containing(Payment.search_text, text)),
    ] = None
    station_id: Annotated[UUID | None, Where(lambda value: Payment.station_id == value)] = None
    type: Annotated[PaymentType | None, Where(lambda value: Payment.type == value)] = None
    organization_id: Annotated[UUID | None, Where(lambda value: Payment.organization_id == value)] = None
    created_from: Annotated[
        AwareDatetime | None, Where(lambda value: Payment.created_at >= value, bound=numbers.not_before)
    ] = None
    created_to: Annotated[
        AwareDatetime | None, Where(lambda value: Payment.created_at < value, bound=numbers.not_behind)
    ] = None
    amount_min: Annotated[Decimal | None, Field(ge=0), Where(lambda value: Payment.amount >= value)] = None
    amount_max: Annotated[Decimal | None, Field(ge=0), Where(lambda value: Payment.amount <= value)] = None
