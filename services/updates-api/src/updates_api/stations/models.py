from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from updates_api.db import Base


class StationCopy(Base):
    """What we need of a station; stations-api owns it."""

    __tablename__ = "station_copies"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str]
    organization_id: Mapped[UUID]
