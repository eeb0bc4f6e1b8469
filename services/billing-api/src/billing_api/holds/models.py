"""A hold and its life. The statuses change through its methods only; its charge's row lock guards it."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from common.db import UuidKey, code_of
from sqlalchemy import DateTime, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from billing_api.db import Base


class HoldStatus(StrEnum):
    asking = "asking"
    """The provider is asked, or will be; what it said is not known yet."""
    held = "held"
    refused = "refused"
    releasing = "releasing"
    """Not needed any more; the provider has still to let it go."""
    released = "released"
    captured = "captured"
    """A payment took its amount of it, the rest went back."""


STANDING = (HoldStatus.asking, HoldStatus.held)


class Hold(UuidKey, Base):
    """`id` is the provider's idempotency key. One per charge and payer: a repeated event wants no second one."""

    __tablename__ = "holds"
    __table_args__ = (
        UniqueConstraint("charge_id", "payer_id"),
        Index("ix_holds_due", "status", "due_at", postgresql_where=text("due_at is not null")),
    )

    charge_id: Mapped[UUID] = mapped_column(ForeignKey("charges.id", ondelete="CASCADE"))
    payer_id: Mapped[UUID]
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    captured_amount: Mapped[Decimal | None] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    status: Mapped[HoldStatus] = mapped_column(code_of(HoldStatus))
    error: Mapped[str | None]
    attempts: Mapped[int]
    """Calls to the provider; from the second on it is asked first what became of the one before."""
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @property
    def is_standing(self) -> bool:
        return self.status in STANDING

    def take(self, at: datetime, lease: timedelta) -> None:
        """This worker calls the provider; another one may do so when the lease is over."""
        self.attempts += 1
        self.due_at = at + lease

    def postpone(self, until: datetime, error: str) -> None:
        """The provider's word is not known."""
        self.due_at, self.error = until, error

    def accept(self) -> None:
        self.status, self.due_at, self.error = HoldStatus.held, None, None

    def refuse(self, code: str) -> None:
        self.status, self.due_at, self.error = HoldStatus.refused, None, code

    def release(self, at: datetime) -> None:
        """Whatever the provider has said or will say: nothing shall be held in the end."""
        self.status, self.due_at, self.attempts = HoldStatus.releasing, at, 0

    def released(self) -> None:
        self.status, self.due_at = HoldStatus.released, None

    def capture(self, amount: Decimal) -> None:
        self.status, self.due_at, self.captured_amount = HoldStatus.captured, None, amount
