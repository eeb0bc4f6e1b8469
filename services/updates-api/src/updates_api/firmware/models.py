from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from updates_api.db import Base


class FirmwareState(Base):
    """The last word of a station on an update (FirmwareStatusNotification: OCPP 1.6, 4.5; 2.0.1, L01)."""

    __tablename__ = "firmware_states"

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    """The station's word: Downloading, Installed, InstallationFailed, …"""
    request_id: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[datetime]
    """Server time at which this status was first told."""
