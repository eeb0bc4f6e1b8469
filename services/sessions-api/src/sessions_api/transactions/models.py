"""The transaction: what the meter saw, from its first register to its last."""

from datetime import datetime
from typing import Self
from uuid import UUID

from common.db import UuidKey
from common.ids import uuid7
from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base
from sessions_api.facts import TransactionEnded, TransactionStarted
from sessions_api.moments import is_plausible, plausible

TIME_ESTIMATED = "time_estimated"
REGISTER_WENT_BACK = "register_went_back"
ENDED_BEFORE_START = "ended_before_start"
CLOSED_BY_RULE = "closed_by_rule"


class Transaction(UuidKey, Base):
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
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    device_started_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    device_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    start_received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    end_received_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    meter_start_wh: Mapped[int] = mapped_column(BigInteger)
    meter_stop_wh: Mapped[int | None] = mapped_column(BigInteger)
    last_register_wh: Mapped[int | None] = mapped_column(BigInteger)
    last_register_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    energy_wh: Mapped[int] = mapped_column(BigInteger)
    energy_flow_ended_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str | None]
    token_kind: Mapped[str]
    token_hash: Mapped[str | None]
    remote_token: Mapped[str | None]
    authorization: Mapped[str]
    is_late: Mapped[bool]
    is_closed_by_rule: Mapped[bool]
    """Its stop is missing: ended by the next start, by the free connector or by time, until the truth arrives."""
    deviations: Mapped[list[str]] = mapped_column(ARRAY(String))

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
            meter_start_wh=fact.meter_start_wh,
            energy_wh=0,
            token_kind=fact.token.kind,
            token_hash=fact.token.hash,
            remote_token=fact.token.remote_token.upper() if fact.token.remote_token else None,
            authorization=fact.authorization,
            is_late=fact.is_late,
            is_closed_by_rule=False,
            deviations=[] if is_plausible(fact.device_at, fact.received_at) else [TIME_ESTIMATED],
        )

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def lacks_stop(self) -> bool:
        return self.is_open or self.is_closed_by_rule

    def end(self, fact: TransactionEnded) -> bool:
        """Takes the stop over; False when it was known already. A stop replaces what a rule assumed."""
        if not self.lacks_stop:
            return False
        told = plausible(fact.device_at, fact.received_at)
        self.ended_at, self.device_ended_at, self.end_received_at = told, fact.device_at, fact.received_at
        self.meter_stop_wh, self.reason, self.is_closed_by_rule = fact.meter_stop_wh, fact.reason, False
        self._forget(CLOSED_BY_RULE)
        if not is_plausible(fact.device_at, fact.received_at):
            self._note(TIME_ESTIMATED)
        if told < self.started_at:
            self.ended_at = self.started_at
            self._note(ENDED_BEFORE_START)
        self._measure(fact.meter_stop_wh)
        return True

    def close_by_rule(self, at: datetime) -> None:
        """No stop came: the transaction ends at `at` with the last register that was told."""
        self.ended_at, self.is_closed_by_rule = max(at, self.started_at), True
        self.meter_stop_wh = self.meter_start_wh if self.last_register_wh is None else self.last_register_wh
        self._note(CLOSED_BY_RULE)
        self._measure(self.meter_stop_wh)

    def see_register(self, at: datetime, register_wh: int) -> None:
        """A register of a running transaction; after the stop it changes nothing (quirk T7)."""
        if not self.lacks_stop or (self.last_register_at is not None and at < self.last_register_at):
            return
        self.last_register_at, self.last_register_wh = at, register_wh
        if self.is_closed_by_rule:
            self.meter_stop_wh = register_wh
        self._measure(register_wh)

    def _measure(self, register_wh: int) -> None:
        """Never negative: a register that went back (quirk T10) is noted and gives no energy."""
        self.energy_wh = max(0, register_wh - self.meter_start_wh)
        if register_wh < self.meter_start_wh:
            self._note(REGISTER_WENT_BACK)
        else:
            self._forget(REGISTER_WENT_BACK)

    def _note(self, deviation: str) -> None:
        if deviation not in self.deviations:
            self.deviations = [*self.deviations, deviation]

    def _forget(self, deviation: str) -> None:
        if deviation in self.deviations:
            self.deviations = [known for known in self.deviations if known != deviation]
