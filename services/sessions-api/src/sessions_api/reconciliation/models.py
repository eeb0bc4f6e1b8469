"""What reconciliation remembers besides sessions: a connector's last status, and facts without a transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from common.db import UuidKey
from sqlalchemy import DateTime, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class ConnectorState(Base):
    """Last status of a connector, by the station's time when plausible (quirk B13)."""

    __tablename__ = "connector_states"

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    connector_number: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    controller_status: Mapped[str]
    mark: Mapped[str | None]
    status_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class UnmatchedFact(UuidKey, Base):
    """A stop or meter values of a transaction that nobody has started yet (law 5): kept until the start arrives."""

    __tablename__ = "unmatched_facts"
    __table_args__ = (
        UniqueConstraint("station_id", "transaction_number", "kind", "fingerprint"),
        Index("ix_unmatched_facts_received_at", "received_at"),
    )

    station_id: Mapped[UUID]
    transaction_number: Mapped[str]
    kind: Mapped[str]
    """end | meter_values"""
    fingerprint: Mapped[str]
    """Hash of the content: the same fact told again is the same row (quirk T4)."""
    fact: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
