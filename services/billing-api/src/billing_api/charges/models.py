"""The charge of a session: its price by the latest revision, and the final calculations that came before."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from common.db import Timestamps, UuidKey, code_of
from sqlalchemy import BigInteger, ColumnElement, DateTime, ForeignKey, Index, Numeric, String, and_, func, or_, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base
from billing_api.holds.models import HoldStatus
from billing_api.pricing.rounding import ZERO


class SessionPaymentStatus(StrEnum):
    not_calculated = "not_calculated"  # ENU-571
    not_required = "not_required"  # ENU-572
    interim_calculation = "interim_calculation"  # ENU-573
    payment_preparation = "payment_preparation"  # ENU-574
    not_paid = "not_paid"  # ENU-575
    paid = "paid"  # ENU-576
    payment_creation_error = "payment_creation_error"  # ENU-577
    payment_error = "payment_error"  # ENU-578
    cancelled = "cancelled"  # ENU-579


DEBTS = (SessionPaymentStatus.payment_error, SessionPaymentStatus.payment_creation_error)
"""A refused payment: its session was charged and nobody has paid (ADR 0008)."""
_IS_DEBT = "payment_status in ('payment_error', 'payment_creation_error')"
RUNNING = (SessionPaymentStatus.not_calculated, SessionPaymentStatus.interim_calculation)


class Charge(UuidKey, Timestamps, Base):
    """One per session. Its row lock guards its payments too."""

    __tablename__ = "charges"
    __table_args__ = (
        Index("ix_charges_created_at_id", "created_at", "id"),
        Index("ix_charges_organization_id_created_at_id", "organization_id", "created_at", "id"),
        Index("ix_charges_payer_id", "payer_id"),
        Index("ix_charges_debts", "payer_id", postgresql_where=text(_IS_DEBT)),
        Index("ix_charges_uncovered", "payer_id", postgresql_where=text("hold_status = 'refused'")),
    )

    session_id: Mapped[UUID] = mapped_column(unique=True)
    session_revision: Mapped[int]
    organization_id: Mapped[UUID]
    station_id: Mapped[UUID]
    station_number: Mapped[str]
    connector_number: Mapped[int]
    connector_type: Mapped[str]
    time_zone: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    payer_kind: Mapped[str]
    payer_id: Mapped[UUID | None]
    payer_label: Mapped[str | None]
    tariffs: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """Frozen tariff versions (pricing.tariff.TariffVersion), best first."""
    groups: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    """The breakdown (pricing.breakdown.Group)."""
    usage: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """charges.usage.UsageFacts; None as long as nothing was charged from the connector."""
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    is_final: Mapped[bool]
    is_payable: Mapped[bool]
    payment_status: Mapped[SessionPaymentStatus] = mapped_column(code_of(SessionPaymentStatus))
    paid_amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    version: Mapped[int]
    """Grows with each charge.priced."""
    hold_status: Mapped[HoldStatus | None] = mapped_column(code_of(HoldStatus))
    """Of the latest pre-authorisation; None: nothing was to be held."""
    hold_amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))

    @property
    def due_amount(self) -> Decimal:
        """What shall have been paid in the end; zero as long as nothing is final."""
        return self.amount if self.is_final and self.is_payable else ZERO

    @classmethod
    def is_owed(cls) -> ColumnElement[bool]:
        """Before it is paid its payer starts no other: refused, or running with its hold refused (ADR 0008, 0009)."""
        is_uncovered = and_(cls.hold_status == HoldStatus.refused, cls.payment_status.in_(RUNNING))
        return or_(cls.payment_status.in_(DEBTS), is_uncovered)


class ChargeRevision(Base):
    """A final calculation as it was made; never changed afterwards."""

    __tablename__ = "charge_revisions"

    charge_id: Mapped[UUID] = mapped_column(ForeignKey("charges.id", ondelete="CASCADE"), primary_key=True)
    session_revision: Mapped[int] = mapped_column(primary_key=True)
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    is_payable: Mapped[bool]
    groups: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    tariffs: Mapped[list[dict[str, Any]] | None] = mapped_column(JSONB)
    """The frozen versions under which it was calculated."""
    calculated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
