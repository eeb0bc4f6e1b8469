"""The sandbox's own ledger. Billing never reads it but through the provider interface."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from common.db import code_of
from sqlalchemy import DateTime, Numeric, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base


class Outcome(StrEnum):
    accepted = "accepted"
    pending = "pending"
    refused = "refused"
    voided = "voided"


class SandboxOperation(Base):
    """One order by its idempotency key."""

    __tablename__ = "sandbox_operations"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    operation: Mapped[str]
    capture_key: Mapped[UUID | None]
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    outcome: Mapped[Outcome] = mapped_column(code_of(Outcome))
    code: Mapped[str]
    calls: Mapped[int] = mapped_column(default=1)
    """How often the order arrived; the money moved once."""
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    captured_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the money moved; None: it is held, refused, or given back."""
    captured_amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    """How much of it moved: the rest of a hold goes back with its capture."""


class SandboxSwitches(Base):
    """At most one row: the faults that a person has switched on."""

    __tablename__ = "sandbox_switches"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    behaviour: Mapped[dict[str, Any]] = mapped_column(JSONB)
