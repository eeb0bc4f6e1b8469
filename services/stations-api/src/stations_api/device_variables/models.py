from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.db import Base

CONFIGURATION = "Configuration"
"""Component under which the configuration keys of 1.6 are kept: one shape for all protocols."""


class DeviceVariable(Base):
    """The last known value of one variable (OCPP 2.0.1, part 1: device model; 1.6: a configuration key)."""

    __tablename__ = "device_variables"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id", ondelete="CASCADE"), primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True)
    """`component[instance]@evse.connector/variable[instance]`: what makes it one variable, as a text to sort by."""
    component: Mapped[str]
    component_instance: Mapped[str | None]
    evse_id: Mapped[int | None]
    connector_id: Mapped[int | None]
    variable: Mapped[str]
    variable_instance: Mapped[str | None]
    value: Mapped[str | None]
    mutability: Mapped[str | None]
    data_type: Mapped[str | None]
    unit: Mapped[str | None]
    reported_at: Mapped[datetime]
