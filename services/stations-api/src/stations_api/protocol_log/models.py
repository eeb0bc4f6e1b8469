from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base


class Frame(Base):
    """One frame. Written by COPY, never changed; daily partitions by server time (ADR 7)."""

    __tablename__ = "protocol_log"
    __table_args__ = (
        Index("ix_protocol_log_station_id_at_id", "station_id", "at", "id"),
        {"postgresql_partition_by": "RANGE (at)"},
    )

    at: Mapped[datetime] = mapped_column()
    id: Mapped[UUID] = mapped_column()
    """The event's id."""
    station_id: Mapped[UUID]
    epoch: Mapped[int] = mapped_column(BigInteger)
    direction: Mapped[str] = mapped_column(String(3))
    """"in": the station said it; "out": we did."""
    message_type: Mapped[str | None]
    """OCPP: "call", "result", "error"; native: "message"; None: not readable."""
    message_id: Mapped[str | None]
    action: Mapped[str | None]
    """Of an answer: the action that it answers, when the call passed here shortly before."""
    raw: Mapped[str]

    # no key in the table: its index would double the cost of a write, and offsets keep a frame from coming twice
    __mapper_args__ = {"primary_key": [at, id]}  # noqa: RUF012, A003 - SQLAlchemy's own declaration


COLUMNS = tuple(Frame.__table__.columns.keys())
"""In the order in which a batch is copied."""
