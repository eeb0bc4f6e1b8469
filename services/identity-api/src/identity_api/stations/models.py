from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from identity_api.db import Base


class StationCopy(Base):
    """What we keep of a station (topic `stations`), so that a user's allowed stations have numbers."""

    __tablename__ = "stations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(150))
    organization_id: Mapped[UUID | None]
    is_gone: Mapped[bool] = mapped_column(default=False)
    """Kept when the station is deleted: without its row a user restricted to it would be restricted no more."""
