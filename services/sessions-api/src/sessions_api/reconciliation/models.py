"""What reconciliation remembers besides sessions: a connector's last status, and facts without a transaction."""

from datetime import datetime
from typing import Any
from uuid import UUID

from common.db import UuidKey
from sqlalchemy import DateTime, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from sessions_api.db import Base
from sessions_api.stations.models import Station


class ConnectorState(Base):
    """Last status of a connector, by the station's time when plausible (quirk B13)."""

    __tablename__ = "connector_states"

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    connector_number: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    controller_status: Mapped[str]
    mark: Mapped[str | None]
    status_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


UNMATCHED_END, UNMATCHED_METER_VALUES, REJECTED_FRAME = "unmatched_end", "unmatched_meter_values", "rejected_frame"
WAITING, JOINED, DISMISSED = "waiting", "joined", "dismissed"


class UnmatchedFact(UuidKey, Base):
    """The quarantine (law 5): a stop or meter values of a transaction that nobody has started yet, kept until the
    start arrives or a person decides; and frames that the gateway could not use.
    """

    __tablename__ = "unmatched_facts"
    __table_args__ = (
        UniqueConstraint("station_id", "transaction_number", "kind", "fingerprint"),
        Index("ix_unmatched_facts_received_at", "received_at", "id"),
        Index("ix_unmatched_facts_station_received_at", "station_id", "received_at", "id"),
        Index(
            "ix_unmatched_facts_orphans",
            "received_at",
            postgresql_where=text(f"state = '{WAITING}' and kind = '{UNMATCHED_END}'"),
        ),
    )

    station_id: Mapped[UUID]
    transaction_number: Mapped[str]
    """Empty for a rejected frame."""
    kind: Mapped[str]
    """unmatched_end | unmatched_meter_values | rejected_frame"""
    state: Mapped[str]
    """waiting | joined | dismissed"""
    fingerprint: Mapped[str]
    """Hash of the content: the same fact told again is the same row (quirk T4)."""
    fact: Mapped[dict[str, Any]] = mapped_column(JSONB)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    session_id: Mapped[UUID | None]
    """The session that it was joined to."""
    decided_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    decided_by: Mapped[str | None]
    reason: Mapped[str | None]

    station: Mapped[Station | None] = relationship(
        primaryjoin=lambda: foreign(UnmatchedFact.station_id) == Station.id, lazy="raise", viewonly=True
    )
    """For people, who ask for it."""

    @property
    def station_number(self) -> str | None:
        return self.station.number if self.station is not None else None

    @property
    def why(self) -> str | None:
        return why_of(self)

    def join(self, session_id: UUID, at: datetime, by: str | None = None) -> None:
        """`by`: login of who joined it; None when the start arrived."""
        self.state, self.session_id, self.decided_at, self.decided_by = JOINED, session_id, at, by

    def dismiss(self, reason: str, at: datetime, by: str) -> None:
        self.state, self.reason, self.decided_at, self.decided_by = DISMISSED, reason, at, by


def why_of(message: Any) -> str | None:
    """What was wrong with a frame, as the gateway told it; of other messages nothing was."""
    reason = message.fact.get("reason") if message.kind == REJECTED_FRAME else None
    return reason if isinstance(reason, str) else None
