from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base


class StationReport(Base):
    """One entry of the operation log: something that a station reported; monthly partitions by server time."""

    __tablename__ = "station_reports"
    __table_args__ = (
        Index("ix_station_reports_station_id_received_at_id", "station_id", "received_at", "id"),
        Index("ix_station_reports_kind_received_at_id", "kind", "received_at", "id"),
        {"postgresql_partition_by": "RANGE (received_at)"},
    )

    received_at: Mapped[datetime] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The event's id: the same report delivered twice is one row."""
    station_id: Mapped[UUID]
    kind: Mapped[str]
    """firmware, log, security, component, or the kind of a native report (climate, device, …, incident)."""
    connector_number: Mapped[int | None]
    device_at: Mapped[datetime | None]
    body: Mapped[dict[str, Any]]
    """What was reported, in the words of its event."""
