"""The transaction: what the meter saw, from its first register to its last."""

from datetime import datetime
from typing import Self
from uuid import UUID

from common.db import UuidKey
from common.ids import uuid7
from sqlalchemy import DateTime, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base
from sessions_api.facts import Token, TransactionEnded, TransactionStarted
from sessions_api.moments import is_plausible, plausible
from sessions_api.transactions.powers import SCALES, PowerColumns
from sessions_api.transactions.registers import RegistersMixin
from sessions_api.transactions.sequences import SEQUENCE_GAP, SequenceColumns

TIME_ESTIMATED = "time_estimated"
ENDED_BEFORE_START = "ended_before_start"
CLOSED_BY_RULE = "closed_by_rule"
START_MISSING = "start_missing"


class Transaction(UuidKey, RegistersMixin, SequenceColumns, PowerColumns, Base):
    """Unique per `transaction_key` (the physical transaction) and per session (SES-002). Registers in Wh."""

    __tablename__ = "transactions"
    __table_args__ = (
        Index("ix_transactions_station_number", "station_id", "number", "started_at"),
        Index("ix_transactions_started_at", "started_at", "id"),
        Index("ix_transactions_station_started", "station_id", "started_at", "id"),
        Index("ix_transactions_organization", "organization_id", "started_at", "id"),
        Index("ix_transactions_remote_token", "remote_token", postgresql_where=text("remote_token is not null")),
    )

    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id"), unique=True)
    transaction_key: Mapped[UUID] = mapped_column(unique=True)
    number: Mapped[str]
    """The OCPP server's number, as text (SES-006)."""
    station_id: Mapped[UUID]
    station_number: Mapped[str]
    organization_id: Mapped[UUID | None]
    connector_number: Mapped[int]
    device_started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    device_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    start_received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    end_received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    energy_flow_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str | None]
    token_kind: Mapped[str]
    token_hash: Mapped[str | None]
    remote_token: Mapped[str | None]
    authorization: Mapped[str]
    is_late: Mapped[bool]
    is_start_assumed: Mapped[bool]
    """Its start was never told (quirks T5, T14): made of what came later, completed when the start arrives."""

    @classmethod
    def begin(cls, fact: TransactionStarted) -> Self:
        return cls(
            id=uuid7(),
            transaction_key=fact.transaction_key,
            number=fact.transaction_number,
            station_id=fact.station_id,
            station_number="",
            connector_number=fact.connector_number,
            started_at=plausible(fact.device_at, fact.received_at),
            device_started_at=fact.device_at,
            start_received_at=fact.received_at,
            meter_start_wh=fact.meter_start_wh or 0,
            is_meter_start_told=fact.meter_start_wh is not None,
            is_meter_stop_told=False,
            is_start_assumed=False,
            energy_wh=0,
            token_kind=fact.token.kind,
            token_hash=fact.token.hash,
            remote_token=fact.token.remote_token.upper() if fact.token.remote_token else None,
            authorization=fact.authorization,
            is_late=fact.is_late,
            is_closed_by_rule=False,
            deviations=[] if is_plausible(fact.device_at, fact.received_at) else [TIME_ESTIMATED],
        )

    def complete(self, fact: TransactionStarted) -> None:
        """The start that had been assumed is told after all."""
        told = type(self).begin(fact)
        names = ("transaction_key", "started_at", "device_started_at", "start_received_at", "is_late", "authorization")
        for name in (*names, "token_kind", "token_hash", "remote_token"):
            setattr(self, name, getattr(told, name))
        self.is_start_assumed = False
        self.forget(START_MISSING)
        for deviation in told.deviations:
            self.note(deviation)
        if told.is_meter_start_told:
            self.meter_start_wh, self.is_meter_start_told = told.meter_start_wh, True
        self.measure()

    @property
    def is_anonymous(self) -> bool:
        return self.token_kind == "none"  # noqa: S105 - a kind, no secret

    def identify(self, token: Token, authorization: str) -> None:
        """Who presented himself after the transaction had begun."""
        self.token_kind, self.token_hash, self.authorization = token.kind, token.hash, authorization
        self.remote_token = token.remote_token.upper() if token.remote_token else None

    def see_sequence(self, number: int) -> None:
        """A message of OCPP 2.x with its number; a gap is noted until it is filled."""
        if self.has_gap_after(number):
            self.note(SEQUENCE_GAP)
        else:
            self.forget(SEQUENCE_GAP)

    def check_power(self) -> None:
        """Notes a power that cannot belong to the energy, of an ended transaction."""
        for deviation in SCALES:
            self.forget(deviation)
        scale = None if self.ended_at is None else self.power_scale(self.energy_wh, self.ended_at - self.started_at)
        if scale is not None:
            self.note(scale)

    def assume_start(self) -> None:
        self.is_start_assumed = True
        self.note(START_MISSING)

    def end(self, fact: TransactionEnded) -> bool:
        """Takes the stop over; False when it was known already. A stop replaces what a rule assumed."""
        if not self.lacks_stop:
            return False
        told = plausible(fact.device_at, fact.received_at)
        self.ended_at, self.device_ended_at, self.end_received_at = told, fact.device_at, fact.received_at
        self.meter_stop_wh, self.reason, self.is_closed_by_rule = fact.meter_stop_wh, fact.reason, False
        self.is_meter_stop_told = fact.meter_stop_wh is not None
        self.forget(CLOSED_BY_RULE)
        if not is_plausible(fact.device_at, fact.received_at):
            self.note(TIME_ESTIMATED)
        if told < self.started_at:
            self._begin_or_end_at(told)
        self.measure()
        self.check_power()
        return True

    def _begin_or_end_at(self, told: datetime) -> None:
        if self.is_start_assumed:
            self.started_at = told
        else:
            self.ended_at = self.started_at
            self.note(ENDED_BEFORE_START)

    def close_by_rule(self, at: datetime) -> None:
        """No stop came: the transaction ends at `at` with the last register that was told."""
        self.ended_at, self.is_closed_by_rule = max(at, self.started_at), True
        self.note(CLOSED_BY_RULE)
        self.measure()
