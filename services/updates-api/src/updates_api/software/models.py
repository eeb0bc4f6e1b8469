from datetime import datetime
from typing import Self
from uuid import UUID

from common.db import UuidKey
from common.ids import uuid7
from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, relationship

from updates_api.db import Base
from updates_api.firmware.models import FirmwareState
from updates_api.stations.models import StationCopy


class SoftwareVersion(UuidKey, Base):
    """A station reported this version from `since` until `until` (None: it still does)."""

    __tablename__ = "software_versions"
    __table_args__ = (
        Index("uq_software_versions_station_id_since", "station_id", "since", unique=True),
        Index("uq_software_versions_current", "station_id", unique=True, postgresql_where=text("until is null")),
        Index("ix_software_versions_since_id", "since", "id"),
    )

    station_id: Mapped[UUID]
    version: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]

    station: Mapped[StationCopy] = relationship(
        primaryjoin=lambda: SoftwareVersion.station_id == StationCopy.id,
        foreign_keys=lambda: SoftwareVersion.station_id,
        lazy="selectin",
        viewonly=True,
    )

    firmware: Mapped[FirmwareState | None] = relationship(
        primaryjoin=lambda: SoftwareVersion.station_id == FirmwareState.station_id,
        foreign_keys=lambda: SoftwareVersion.station_id,
        lazy="selectin",
        viewonly=True,
    )

    @classmethod
    def reported(cls, station_id: UUID, version: str, since: datetime) -> Self:
        return cls(id=uuid7(), station_id=station_id, version=version, since=since)

    @property
    def station_number(self) -> str:
        return self.station.number

    @property
    def update_status(self) -> str | None:
        """The station's last word on an update; only the present version shows it."""
        return self.firmware.status if self.firmware and self.is_current else None

    @property
    def update_status_since(self) -> datetime | None:
        return self.firmware.since if self.firmware and self.is_current else None

    @property
    def is_current(self) -> bool:
        return self.until is None

    def succeed(self, version: str, at: datetime) -> "SoftwareVersion | None":
        """What follows when the station reports `version`; None: nothing new, or older news that came late."""
        if version == self.version or at <= self.since:
            return None
        self.until = at
        return SoftwareVersion.reported(self.station_id, version, at)
