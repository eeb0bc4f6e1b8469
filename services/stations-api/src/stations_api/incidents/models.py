from datetime import datetime
from typing import Any
from uuid import UUID

from common.db import Revision, UuidKey
from sqlalchemy import Computed, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base
from stations_api.incidents.kinds import IncidentKind, Severity

NOT_RESOLVED = "timestamptz '9999-12-31 00:00:00+00'"
WHOLE_STATION = 0


class Incident(UuidKey, Revision, Base):
    """Open from the first sign until the last; of one kind, place and code one is open at a time."""

    __tablename__ = "incidents"
    __table_args__ = (
        Index(
            "uq_incidents_open",
            "station_id",
            "kind",
            "connector_number",
            "code",
            unique=True,
            postgresql_where=text("resolved_at is null"),
        ),
        Index("ix_incidents_opened_at_id", "opened_at", "id"),
        Index("ix_incidents_resolved_order_id", "resolved_order", "id"),
        Index("ix_incidents_station_number_id", "station_number", "id"),
        Index("ix_incidents_organization_id_opened_at_id", "organization_id", "opened_at", "id"),
        Index("ix_incidents_organization_id_resolved_order_id", "organization_id", "resolved_order", "id"),
        Index("ix_incidents_organization_id_station_number_id", "organization_id", "station_number", "id"),
        Index("ix_incidents_station_id_opened_at_id", "station_id", "opened_at", "id"),
        Index("ix_incidents_kind_opened_at_id", "kind", "opened_at", "id"),
    )

    station_id: Mapped[UUID]
    station_number: Mapped[str]
    organization_id: Mapped[UUID]
    connector_number: Mapped[int] = mapped_column(default=WHOLE_STATION)
    """0: the whole station."""
    kind: Mapped[IncidentKind]
    code: Mapped[str] = mapped_column(default="")
    """What distinguishes incidents of one kind and place: the station's own word."""
    severity: Mapped[Severity]
    text: Mapped[str | None]
    params: Mapped[dict[str, Any]]
    opened_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_order: Mapped[datetime] = mapped_column(Computed(f"coalesce(resolved_at, {NOT_RESOLVED})", persisted=True))
    """An open one stands after every resolved one."""

    @property
    def place(self) -> tuple[IncidentKind, int, str]:
        return self.kind, self.connector_number, self.code

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    def resolve(self, at: datetime) -> None:
        self.resolved_at, self.revision = max(at, self.opened_at), self.revision + 1
