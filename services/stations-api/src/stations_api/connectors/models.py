from datetime import datetime
from typing import Any, Self
from uuid import UUID

from common.db import UuidKey
from common.ids import uuid7
from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stations_api.connectors.declared import Declared
from stations_api.connectors.reports import StatusReport
from stations_api.connectors.told import ToldColumns
from stations_api.connectors.types import (
    CONTROLLER_UNKNOWN,
    SUPPLY_OF,
    VOLTS_OF,
    ConnectorStatus,
    ConnectorType,
    Supply,
)
from stations_api.db import Base

STATION_ITSELF = 0
"""connectorId 0 of OCPP: what the station says about itself is kept as a connector of this number."""
_SAID = ("ocpp_status", "status", "controller_status", "mark", "error_code", "vendor_error_code", "info")


class Connector(UuidKey, ToldColumns, Base):
    """A connector as it was declared and as it last spoke; number 0 is the station itself and is in no list."""

    __tablename__ = "connectors"
    __table_args__ = (UniqueConstraint("station_id", "number"),)

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id", ondelete="CASCADE"))
    number: Mapped[int]
    type: Mapped[ConnectorType]
    supply: Mapped[Supply]
    max_power_w: Mapped[int | None]
    is_confirmed: Mapped[bool] = mapped_column(default=True)
    """False: it spoke without having been declared, a person has to say what it is (quirk B10)."""

    status: Mapped[ConnectorStatus] = mapped_column(default=ConnectorStatus.UNAVAILABLE)
    controller_status: Mapped[str] = mapped_column(default=CONTROLLER_UNKNOWN)
    ocpp_status: Mapped[str | None]
    mark: Mapped[str | None]
    error_code: Mapped[str | None]
    vendor_error_code: Mapped[str | None]
    info: Mapped[str | None]
    status_since: Mapped[datetime | None]
    status_clock_at: Mapped[datetime | None]
    """Station time of the last applied report; None after a boot, which may have set the clock back."""
    status_epoch: Mapped[int] = mapped_column(BigInteger, default=0)
    is_disabled_by_us: Mapped[bool] = mapped_column(default=False)
    """We asked for it to be inoperative: «unavailable» then reads «disabled» (ENU-031)."""

    transaction_number: Mapped[str | None]
    power_w: Mapped[int] = mapped_column(default=0)
    available_power_w: Mapped[int | None]
    """What it can give at present (STN-033); derived with each change of the station's power."""
    user_limit_w: Mapped[int | None]
    """What a person allows it at most (PWR-007); kept once the station has taken it."""

    @classmethod
    def declared(cls, station_id: UUID, number: int, wanted: Declared) -> Self:
        made = cls(**_blank(), station_id=station_id, number=number)
        made.declare(wanted)
        return made

    @classmethod
    def undeclared(cls, station_id: UUID, number: int, *, is_disabled_by_us: bool = False) -> Self:
        """A connector that speaks before anybody has declared it (contracts 1)."""
        made = cls.declared(station_id, number, Declared(ConnectorType.UNKNOWN))
        made.is_confirmed, made.is_disabled_by_us = False, is_disabled_by_us
        return made

    def declare(self, wanted: Declared) -> None:
        """A person says what it is: it needs no confirmation any more. A name or a register left out stays."""
        self.type, self.supply, self.max_power_w = wanted.type, wanted.known_supply, wanted.max_power_w
        self.is_confirmed = True
        self.name = self.name if wanted.name is None else wanted.name
        if wanted.meter_reading_wh is not None:
            self.meter_reading_wh = wanted.meter_reading_wh

    def change(self, **values: Any) -> None:
        """Single values that a person corrects; a new type brings its own supply unless that was named too."""
        if "type" in values and "supply" not in values:
            values["supply"] = SUPPLY_OF[values["type"]]
        for name, value in values.items():
            setattr(self, name, value)
        self.is_confirmed = True

    def confirm(self, kind: ConnectorType, max_power_w: int | None) -> bool:
        """A native station knows itself what it has; what a person declared stays. True when this was news."""
        was = (self.type, self.max_power_w, self.is_confirmed)
        if self.type is ConnectorType.UNKNOWN:
            self.type, self.supply = kind, SUPPLY_OF[kind]
        self.max_power_w = max_power_w if self.max_power_w is None else self.max_power_w
        self.is_confirmed |= kind is not ConnectorType.UNKNOWN
        return was != (self.type, self.max_power_w, self.is_confirmed)

    def report(self, report: StatusReport) -> "ConnectorStatusChange | None":
        """Takes over what the station said, unless something newer is known; gives the row for the history."""
        status = self._effective(report.status)
        said = {**{name: getattr(report, name) for name in _SAID}, "status": status}
        change = ConnectorStatusChange.of(self, report, status)
        if report.is_older_than(self.status_clock_at, self.status_epoch):
            return change
        is_repeated = said == {name: getattr(self, name) for name in _SAID}
        if status is not self.status or self.status_since is None:
            self.status_since = report.at
        for name, value in said.items():
            setattr(self, name, value)
        self.status_clock_at, self.status_epoch = report.clock_at, max(report.epoch, self.status_epoch)
        return None if is_repeated else change

    @property
    def hardware_power_w(self) -> int | None:
        """Its current limit as power at the voltage of its type (PWR-016)."""
        volts, amperes = VOLTS_OF.get(self.type), self.hardware_limit_a
        return None if volts is None or amperes is None else round(volts * amperes)

    @property
    def unlimited_power_w(self) -> int | None:
        """What it could give alone without the user limit (PWR-021)."""
        told = self.told_power_limit_w if self.user_limit_w is None else None
        limits = (self.hardware_power_w, self.max_power_w, told)
        return min((limit for limit in limits if limit is not None), default=None)

    def forget_clock(self) -> None:
        """The station booted: its clock may have been set back, so the next report is the newest whatever it says."""
        self.status_clock_at = None

    def set_disabled(self, is_disabled: bool) -> None:
        """We asked for the connector to be (in)operative; a status that is already here is read anew."""
        self.is_disabled_by_us = is_disabled
        if self.status in {ConnectorStatus.UNAVAILABLE, ConnectorStatus.DISABLED}:
            self.status = self._effective(ConnectorStatus.UNAVAILABLE)

    def begin_transaction(self, number: str, *, is_late: bool) -> None:
        """A start that the station kept for later does not replace the transaction that runs now."""
        if not (is_late and self.transaction_number is not None):
            self.transaction_number = number

    def end_transaction(self, number: str) -> None:
        if self.transaction_number == number:
            self.transaction_number, self.power_w = None, 0

    def measure(self, power_w: int, transaction_number: str | None) -> None:
        """Power that flows now, in W; a reading of another transaction, or of none, says nothing about now."""
        if self.transaction_number is not None and transaction_number in {None, self.transaction_number}:
            self.power_w = power_w

    def _effective(self, status: ConnectorStatus) -> ConnectorStatus:
        is_asked_for = status is ConnectorStatus.UNAVAILABLE and self.is_disabled_by_us
        return ConnectorStatus.DISABLED if is_asked_for else status


def _blank() -> dict[str, object]:
    """Column defaults act when a row is written; a new object is read before that."""
    return {
        "id": uuid7(),
        "status": ConnectorStatus.UNAVAILABLE,
        "controller_status": CONTROLLER_UNKNOWN,
        "is_confirmed": True,
        "is_disabled_by_us": False,
        "status_epoch": 0,
        "power_w": 0,
        "name": "",
        "told": {},
    }


class ConnectorStatusChange(Base):
    """History of what connectors said, late words included; monthly partitions by server time."""

    __tablename__ = "connector_status_history"
    __table_args__ = (
        Index("ix_connector_status_history_connector_id_at", "connector_id", "at"),
        {"postgresql_partition_by": "RANGE (received_at)"},
    )

    received_at: Mapped[datetime] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The event's id: the same report delivered twice is one row."""
    station_id: Mapped[UUID]
    connector_id: Mapped[UUID]
    connector_number: Mapped[int]
    at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    status: Mapped[ConnectorStatus]
    controller_status: Mapped[str]
    ocpp_status: Mapped[str]
    mark: Mapped[str | None]
    error_code: Mapped[str | None]
    vendor_error_code: Mapped[str | None]
    info: Mapped[str | None]

    @classmethod
    def of(cls, connector: Connector, report: StatusReport, status: ConnectorStatus) -> Self:
        said = {name: getattr(report, name) for name in _SAID}
        return cls(
            **{**said, "status": status},
            id=report.id,
            station_id=connector.station_id,
            connector_id=connector.id,
            connector_number=connector.number,
            at=report.at,
            device_at=report.device_at,
            received_at=report.received_at,
        )
