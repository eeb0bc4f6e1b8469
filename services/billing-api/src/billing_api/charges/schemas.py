"""Charges on the wire. Amounts are strings with two decimals."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from common.lists import ListQuery, Where
from pydantic import BaseModel, ConfigDict, Field

from billing_api.charges.models import Charge, SessionPaymentStatus
from billing_api.holds.models import HoldStatus
from billing_api.pricing.breakdown import Group


class ChargeRead(BaseModel):
    """The price of a session as of `revision` of the session, with its breakdown."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    session_id: UUID
    revision: Annotated[int, Field(validation_alias="session_revision")]
    is_final: bool
    is_payable: bool
    amount: Annotated[Decimal, Field(examples=["264.00"])]
    currency: Annotated[str, Field(examples=["RUB"])]
    payment_status: SessionPaymentStatus
    paid_amount: Annotated[Decimal, Field(examples=["264.00"])]
    hold_status: Annotated[HoldStatus | None, Field(examples=[HoldStatus.captured.value])]
    hold_amount: Annotated[Decimal | None, Field(examples=["2000.00"])]
    started_at: datetime
    ended_at: datetime | None
    energy_wh: Annotated[int, Field(examples=[12_000])]
    time_zone: Annotated[str, Field(examples=["Europe/Moscow"])]
    groups: list[Group]


class ChargeRevisionRead(BaseModel):
    """A final calculation as it was made; the first of the list is the one that counts."""

    model_config = ConfigDict(from_attributes=True)

    revision: Annotated[int, Field(validation_alias="session_revision")]
    energy_wh: Annotated[int, Field(examples=[12_000])]
    amount: Annotated[Decimal, Field(examples=["264.00"])]
    is_payable: bool
    groups: list[Group]
    calculated_at: datetime


class ChargeRevisions(BaseModel):
    charge_id: UUID
    items: list[ChargeRevisionRead]


class ChargeQuery(ListQuery):
    session_id: Annotated[UUID | None, Where(lambda value: Charge.session_id == value)] = None
