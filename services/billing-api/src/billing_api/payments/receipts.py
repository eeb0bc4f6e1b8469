"""The receipt of a completed payment or refund (BIL-073..081): one line for the whole service, tax and settlement.

It is drawn from the payment; a fiscal operator is not connected, so it carries no fiscal sign.
"""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from billing_api.payments.models import Payment
from billing_api.payments.states import Operation, PaymentStatus


class ReceiptKind(StrEnum):
    income = "income"  # ENU-596
    income_return = "income_return"  # ENU-597


class ReceiptLine(BaseModel):
    """`name` is a code of the service; the page writes it out (BIL-075, BIL-077: quantity 1, the whole as price)."""

    number: Annotated[int, Field(examples=[1])]
    name: Annotated[str, Field(examples=["charging_service"])]
    price: Annotated[Decimal, Field(examples=["786.28"])]
    quantity: Annotated[int, Field(examples=[1])]
    amount: Annotated[Decimal, Field(examples=["786.28"])]


class Receipt(BaseModel):
    payment_id: UUID
    kind: ReceiptKind
    at: datetime
    time_zone: Annotated[str, Field(examples=["Europe/Moscow"])]
    station_number: Annotated[str, Field(examples=["CP-0042"])]
    address: Annotated[str, Field(examples=["г. Краснодар, ул. Бершанской, 355"])]
    """Where the settlement took place; the station's number when nobody has written its address down."""
    lines: list[ReceiptLine]
    total: Annotated[Decimal, Field(examples=["786.28"])]
    cashless: Annotated[Decimal, Field(examples=["786.28"])]
    currency: Annotated[str, Field(examples=["RUB"])]
    tax: Annotated[str, Field(examples=["not_subject_to_vat"])]
    tax_amount: Annotated[Decimal, Field(examples=["0.00"])]
    tax_system: Annotated[str | None, Field(examples=["osn"])]
    """ENU-606..611, of the station's owner."""
    settlement: Annotated[str, Field(examples=["full"])]


def receipt_of(payment: Payment, address: str, tax_system: str | None) -> Receipt | None:
    """None until the money has moved (BIL-078)."""
    if payment.status is not PaymentStatus.completed or payment.paid_at is None:
        return None
    line = ReceiptLine(number=1, name="charging_service", price=payment.amount, quantity=1, amount=payment.amount)
    return Receipt(
        payment_id=payment.id,
        kind=ReceiptKind.income if payment.operation is Operation.payment else ReceiptKind.income_return,
        at=payment.paid_at,
        time_zone=payment.time_zone,
        station_number=payment.station_number,
        address=address or payment.station_number,
        lines=[line],
        total=payment.amount,
        cashless=payment.amount,
        currency=payment.currency,
        tax="not_subject_to_vat",
        tax_amount=Decimal("0.00"),
        tax_system=tax_system,
        settlement="full",
    )
