"""The result of a calculation: groups of lines, each line explained (BIL-002..011)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class LineKind(StrEnum):
    start = "start"
    energy = "energy"
    active_time = "active_time"
    idle_time = "idle_time"
    minimum = "minimum"
    maximum = "maximum"


class Unit(StrEnum):
    session = "session"
    kwh = "kwh"
    minute = "minute"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Explanation(Frozen):
    """Why this line has this quantity: a stable code, and what a translated sentence needs."""

    code: Annotated[str, Field(examples=["energy"])]
    params: Annotated[dict[str, Any], Field(examples=[{"energy_wh": 12_000}])] = {}


class Line(Frozen):
    """`amount` = quantity x price, two decimals, half up. Only `maximum` is negative."""

    kind: Annotated[LineKind, Field(examples=["energy"])]
    quantity: Annotated[Decimal, Field(examples=["12.000"])]
    unit: Annotated[Unit, Field(examples=["kwh"])]
    price: Annotated[Decimal, Field(examples=["22.00"])]
    amount: Annotated[Decimal, Field(examples=["264.00"])]
    explanation: Explanation


class Group(Frozen):
    """A stretch of the session under one tariff; without a tariff nothing is charged and the line says so."""

    tariff_id: UUID | None
    tariff_revision: int | None
    tariff_name: Annotated[str | None, Field(examples=["Круглосуточно"])]
    started_at: datetime
    ended_at: datetime
    lines: list[Line]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))


class Calculation(Frozen):
    groups: list[Group]
    amount: Decimal
