"""What a payer owes."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import DateTime, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base


class Debt(Base):
    """One per payer who ever owed something. Its row lock orders what is published about him."""

    __tablename__ = "debts"

    payer_id: Mapped[UUID] = mapped_column(primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    sessions: Mapped[int]
    """How many of his sessions are unpaid."""
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int]
