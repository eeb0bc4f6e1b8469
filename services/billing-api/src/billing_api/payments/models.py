"""A payment and the history of its statuses. The statuses change through its methods only."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from common.db import UuidKey, code_of
from sqlalchemy import BigInteger, Computed, DateTime, ForeignKey, Identity, Index, Numeric, Sequence, String, text
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from billing_api.db import Base
from billing_api.payments.errors import PaymentTransitionRefused
from billing_api.payments.states import (
    NEXT,
    SENT,
    UNSENT,
    AttemptOutcome,
    Operation,
    Origin,
    PaymentStatus,
    PaymentType,
)

FIRST_NUMBER = 40_000_020_000_001
NUMBERS = Sequence("payment_number", start=FIRST_NUMBER, metadata=Base.metadata, data_type=BigInteger)
"""14 decimal digits (BIL-041)."""


_SEARCH_TEXT = "lower(number::text || ' ' || station_number || ' ' || coalesce(payer_label, ''))"


class Payment(UuidKey, Base):
    """A movement, or an expected movement, of money (BIL-034). Its charge's row lock guards it."""

    __tablename__ = "payments"
    __table_args__ = (
        Index("ix_payments_created_at_id", "created_at", "id"),
        Index("ix_payments_organization_id_created_at_id", "organization_id", "created_at", "id"),
        Index("ix_payments_status_created_at_id", "status", "created_at", "id"),
        Index("ix_payments_amount_id", "amount", "id"),
        Index("ix_payments_organization_id_amount_id", "organization_id", "amount", "id"),
        Index("ix_payments_organization_id_number_id", "organization_id", "number", "id"),
        Index("ix_payments_station_id_created_at_id", "station_id", "created_at", "id"),
        Index("ix_payments_operation_type", "operation", "type"),
        Index("ix_payments_payer_id", "payer_id"),
        Index(
            "ix_payments_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        Index("ix_payments_block_created_at", text("(number / 50000)"), "created_at"),
        Index("ix_payments_due", "status", "due_at", postgresql_where=text("due_at is not null")),
    )

    number: Mapped[int] = mapped_column(BigInteger, NUMBERS, server_default=NUMBERS.next_value(), unique=True)
    charge_id: Mapped[UUID] = mapped_column(ForeignKey("charges.id"), index=True)
    session_id: Mapped[UUID] = mapped_column(index=True)
    organization_id: Mapped[UUID]
    station_id: Mapped[UUID]
    station_number: Mapped[str]
    connector_number: Mapped[int]
    connector_type: Mapped[str]
    time_zone: Mapped[str]
    payer_kind: Mapped[str]
    payer_id: Mapped[UUID | None]
    payer_label: Mapped[str | None]
    operation: Mapped[Operation] = mapped_column(code_of(Operation))
    status: Mapped[PaymentStatus] = mapped_column(code_of(PaymentStatus))
    amount: Mapped[Decimal] = mapped_column(Numeric(14, 2))
    currency: Mapped[str] = mapped_column(String(3))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("payments.id"), index=True)
    """Of a refund: the payment whose money goes back."""
    hold_id: Mapped[UUID | None] = mapped_column(ForeignKey("holds.id", ondelete="SET NULL"))
    """The pre-authorisation of which it is captured; of a refund: of which the money was taken that goes back."""
    type: Mapped[PaymentType] = mapped_column(code_of(PaymentType), default=PaymentType.acquiring)
    reason: Mapped[str | None] = mapped_column(String(500))
    """Of a refund that a person asked for: why."""
    requested_by: Mapped[str | None]
    """Login of that person; None: the product itself asked (a new price)."""
    provider: Mapped[str]
    provider_code: Mapped[str | None]
    error: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    """Calls to the provider; from the second on the provider is asked first what became of the one before."""
    due_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    """When the processing loop shall take the next step; None: nothing to do, or waiting for something else."""
    paid_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    version: Mapped[int]
    search_text: Mapped[str] = mapped_column(Computed(_SEARCH_TEXT, persisted=True))
    """What the search field looks into, in lower case."""
    calls: WriteOnlyMapped["PaymentAttempt"] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="PaymentAttempt.id"
    )
    history: WriteOnlyMapped["PaymentHistory"] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="PaymentHistory.id"
    )

    @property
    def signed_amount(self) -> Decimal:
        """Towards us: a refund is negative."""
        return self.amount if self.operation is Operation.payment else -self.amount

    @property
    def is_sent(self) -> bool:
        return self.status in SENT

    @property
    def is_unsent(self) -> bool:
        return self.status in UNSENT

    @property
    def is_waiver(self) -> bool:
        """Money that a person gives back although it was due; it is not asked for again."""
        return self.requested_by is not None and self.status is not PaymentStatus.cancelled

    def created(self, at: datetime) -> None:
        self.status, self.version, self.created_at, self.due_at = PaymentStatus.preparation, 1, at, at
        self.history.add(PaymentHistory(at=at, status=self.status, origin=Origin.created_via_api))

    def queue(self, at: datetime, *, is_held: bool) -> None:
        """Pre-processing is done. A held one waits in the queue until `release`."""
        self._become(PaymentStatus.default, at)
        self.due_at = None if is_held else at

    def release(self, at: datetime) -> None:
        if self.status is PaymentStatus.default and self.due_at is None:
            self.due_at = at

    def begin(self, at: datetime, lease: timedelta) -> None:
        """Before the provider is called; saved first, so that a call that nobody remembers cannot happen."""
        self._become(PaymentStatus.processing, at)
        self.take(at, lease)

    def take(self, at: datetime, lease: timedelta) -> None:
        """This worker calls the provider; another one may do so when the lease is over."""
        self.attempts += 1
        self.due_at = at + lease
        self.calls.add(PaymentAttempt(number=self.attempts, started_at=at))

    def postpone(self, until: datetime, error: str) -> None:
        """The provider's answer is not known."""
        self.due_at, self.error = until, error

    def accept(self, at: datetime, code: str) -> None:
        self._become(PaymentStatus.completing, at)
        self.due_at, self.error, self.provider_code = at, None, code

    def complete(self, at: datetime) -> None:
        self._become(PaymentStatus.completed, at)
        self.due_at, self.paid_at = None, at

    def fail(self, at: datetime, code: str) -> None:
        self._become(PaymentStatus.error, at, details=code)
        self.due_at, self.error, self.provider_code = None, code, code

    def repeat(self, at: datetime, login: str) -> None:
        """A person asks for another try (ENU-583 → ENU-581)."""
        self._become(PaymentStatus.default, at, Origin.user, login)
        self.due_at, self.error, self.attempts = at, None, 0

    def cancel(self, at: datetime, origin: Origin, login: str | None = None) -> None:
        """Breaks the payment off; one that the provider may have seen has still to be voided there (BIL-040)."""
        may_have_moved = self.status is PaymentStatus.processing
        self._become(PaymentStatus.cancelled, at, origin, login)
        self.due_at = at if may_have_moved else None

    def called_back(self, at: datetime) -> None:
        """The provider says that something has become of it: it is asked at once instead of later."""
        if self.status is PaymentStatus.processing and self.due_at is not None:
            self.due_at = min(self.due_at, at)

    def voided(self) -> None:
        self.due_at = None

    def _become(
        self,
        status: PaymentStatus,
        at: datetime,
        origin: Origin = Origin.auto_processing,
        login: str | None = None,
        details: str | None = None,
    ) -> None:
        if status not in NEXT[self.status]:
            raise PaymentTransitionRefused(self.status, status)
        self.status = status
        self.version += 1
        self.history.add(PaymentHistory(at=at, status=status, origin=origin, login=login, details=details))


class PaymentHistory(Base):
    """One change of status: when, to what, by whom or what (BIL-042)."""

    __tablename__ = "payment_history"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    status: Mapped[PaymentStatus] = mapped_column(code_of(PaymentStatus))
    origin: Mapped[Origin] = mapped_column(code_of(Origin))
    login: Mapped[str | None]
    details: Mapped[str | None]


class PaymentAttempt(Base):
    """One call to the provider; without an end its worker died, or it is still under way."""

    __tablename__ = "payment_attempts"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    payment_id: Mapped[UUID] = mapped_column(ForeignKey("payments.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[AttemptOutcome | None] = mapped_column(code_of(AttemptOutcome))
    code: Mapped[str | None]
