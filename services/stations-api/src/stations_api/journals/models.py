from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base
from stations_api.journals.schemas import file_name


class Journal(Base):
    """The log files of one day of a station as a zip; asked for again it is replaced."""

    __tablename__ = "journals"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    requested_at: Mapped[datetime]
    size: Mapped[int]
    """Of the archive, in bytes."""
    content: Mapped[bytes] = mapped_column(deferred=True)

    @property
    def file_name(self) -> str:
        """STN-173."""
        return file_name(self.day)
