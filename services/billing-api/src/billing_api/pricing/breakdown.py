"""The result of a calculation: groups of lines, each line explained (BIL-002..011)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict


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

    code: str
    params: dict[str, Any] = {}


class Line(Frozen):
    """`amount` = quantity x price, two decimals, half up. Only `maximum` is negative."""

    kind: LineKind
    quantity: Decimal
    unit: Unit
    price: Decimal
    amount: Decimal
    explanation: Explanation


class Group(Frozen):
    """A stretch of the session under one tariff; without a tariff nothing is charged and the line says so."""

    tariff_id: UUID | None
    tariff_revision: int | None
    tariff_name: str | None
    started_at: datetime
    ended_at: datetime
    lines: list[Line]

    @property
    def amount(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))


class Calculation(Frozen):
    groups: list[Group]
    amount: Decimal
