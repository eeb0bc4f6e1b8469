"""A tariff as a session sees it: one version, frozen when the session began, stored with its charge."""

from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2, examples=["22.00"])]


class Periodicity(StrEnum):
    permanent = "permanent"  # ENU-598
    daily = "daily"  # ENU-599
    weekly = "weekly"  # ENU-600


class Prices(BaseModel):
    """Per session, kWh, active minute and idle minute (TAR-020..024); the least and the highest amount of a session."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    price_start: Money = Decimal(0)
    price_kwh: Money = Decimal(0)
    price_minute: Money = Decimal(0)
    price_idle_minute: Money = Decimal(0)
    free_idle_minutes: Annotated[int, Field(ge=0, le=100_000)] = 0
    minimum: Money | None = None
    maximum: Money | None = None


class TariffVersion(Prices):
    """What is frozen. `rank`: smaller wins where several act at once (ADR 0002)."""

    tariff_id: UUID
    revision: int
    name: str
    periodicity: Periodicity
    valid_from: datetime
    valid_to: datetime | None
    """Half open: a moment equal to `valid_to` lies outside."""
    window_start: time | None = None
    window_end: time | None = None
    weekdays: tuple[int, ...] = ()
    """ISO weekdays, 1 = Monday, on which a weekly window begins."""
    rank: int = 0
