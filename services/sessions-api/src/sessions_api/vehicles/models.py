"""What the vehicle told about itself in a session (SES-130..137); fast connectors of native stations only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class SessionVehicle(Base):
    """The newest word on each value; NULL where the vehicle was silent."""

    __tablename__ = "session_vehicles"
    __table_args__ = (Index("ix_session_vehicles_uid", "uid", postgresql_where=text("uid is not null")),)

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    uid: Mapped[str | None]
    battery_capacity_wh: Mapped[int | None]
    battery_voltage_v: Mapped[float | None]
    """At the start of the session."""
    max_power_w: Mapped[float | None]
    max_voltage_v: Mapped[float | None]
    max_current_a: Mapped[float | None]
    remaining_seconds: Mapped[int | None]
    """Until the end of charging, as of `told_at` (SES-126)."""
    told_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
