"""Our replica of `users`: what decides whether somebody may go on charging."""

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class User(Base):
    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str | None]
    """NULL until his next snapshot, for those who were known before it was kept."""
    is_blocked: Mapped[bool]
    energy_limit_wh: Mapped[int | None] = mapped_column(BigInteger)
    energy_left_wh: Mapped[int | None] = mapped_column(BigInteger)
    """Limit less what ended sessions took; may be negative; NULL without a limit."""
    allowed_station_ids: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    """Where he may charge; NULL: everywhere."""

    def may_charge_at(self, station_id: UUID) -> bool:
        return self.allowed_station_ids is None or str(station_id) in self.allowed_station_ids
