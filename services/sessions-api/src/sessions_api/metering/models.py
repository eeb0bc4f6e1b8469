"""History of a session: one row per moment that the station told, in monthly partitions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import REAL, BigInteger, DateTime
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sessions_api.db import Base


class HistoryRow(Base):
    """Partitioned by `at`; partitions are made on demand (metering/partitions.py)."""

    __tablename__ = "session_history"
    __table_args__ = {"postgresql_partition_by": "RANGE (at)"}  # noqa: RUF012 - SQLAlchemy's own form

    session_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), primary_key=True)
    energy_wh: Mapped[int | None] = mapped_column(BigInteger)
    """Energy since the transaction's start."""
    power_w: Mapped[int | None]
    power_limit_w: Mapped[int | None]
    voltage_v: Mapped[float | None] = mapped_column(REAL)
    current_a: Mapped[float | None] = mapped_column(REAL)
    soc_percent: Mapped[float | None] = mapped_column(REAL)
    temperature_c: Mapped[float | None] = mapped_column(REAL)
    """At whatever place the station measures; the next ones name theirs."""
    battery_temperature_c: Mapped[float | None] = mapped_column(REAL)
    connector_temperature_c: Mapped[float | None] = mapped_column(REAL)
    module_temperature_c: Mapped[float | None] = mapped_column(REAL)
    requested_voltage_v: Mapped[float | None] = mapped_column(REAL)
    requested_current_a: Mapped[float | None] = mapped_column(REAL)
    insulation_resistance_ohm: Mapped[float | None] = mapped_column(REAL)
    insulation_errors: Mapped[float | None] = mapped_column(REAL)
    plus_voltage_v: Mapped[float | None] = mapped_column(REAL)
    minus_voltage_v: Mapped[float | None] = mapped_column(REAL)
    others: Mapped[dict[str, float] | None] = mapped_column(JSONB(none_as_null=True))
    """What has no column: `Measurand[/phase][@location]` → number (metering/measurands.py)."""
