from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from common.db import Revision, Timestamps, UuidKey
from sqlalchemy import Computed, ForeignKey, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from stations_api.connectors.declared import Declared
from stations_api.connectors.models import STATION_ITSELF, Connector
from stations_api.db import Base
from stations_api.directory.models import OrganizationCopy
from stations_api.regions.models import Region
from stations_api.stations.access import AccessColumns
from stations_api.stations.card import CardColumns
from stations_api.stations.connection import ConnectionColumns
from stations_api.stations.errors import ConnectorInUse
from stations_api.stations.evse_map import EvseColumns, Pair
from stations_api.stations.health import logical_status, plugs, technical_status
from stations_api.stations.passport import Passport
from stations_api.stations.power_limits import share_power, smallest
from stations_api.stations.signs import SignColumns
from stations_api.stations.told import ToldColumns
from stations_api.stations.types import LogicalStatus, OperatingMode, Protocol, StationKind, TechnicalStatus
from stations_api.stations.user_limits import UserLimitColumns
from stations_api.texts import clipped

SORTS = ("number", "name", "address", "serial_number", "factory_number", "last_seen_sort")
"""Columns that the list can be sorted by; each has an index (column, id)."""


class Station(
    UuidKey,
    Timestamps,
    Revision,
    ConnectionColumns,
    AccessColumns,
    EvseColumns,
    CardColumns,
    ToldColumns,
    SignColumns,
    UserLimitColumns,
    Base,
):
    """A charging station. `revision` counts changes of declared data, not of state: only those can be edited."""

    __tablename__ = "stations"
    __table_args__ = (
        Index("uq_stations_number", func.lower(text("number")), unique=True),
        Index("uq_stations_key", func.lower(text("key")), unique=True),
        *(Index(f"ix_stations_{column}_id", column, "id") for column in SORTS),
        *(Index(f"ix_stations_organization_id_{column}_id", "organization_id", column, "id") for column in SORTS),
        Index("ix_stations_organization_id_technical_status", "organization_id", "technical_status"),
        Index("ix_stations_region_id", "region_id"),
        Index(
            "ix_stations_search", "search_text", postgresql_using="gin", postgresql_ops={"search_text": "gin_trgm_ops"}
        ),
        Index("ix_stations_disconnected_at", "disconnected_at", postgresql_where=text("not is_connected")),
        Index("ix_stations_last_seen_at", "last_seen_at", postgresql_where=text("is_connected")),
    )

    number: Mapped[str]
    key: Mapped[str]
    name: Mapped[str]
    organization_id: Mapped[UUID]
    region_id: Mapped[UUID] = mapped_column(ForeignKey("regions.id"))
    address: Mapped[str] = mapped_column(default="")
    protocol: Mapped[Protocol]
    kind: Mapped[StationKind]
    operating_mode: Mapped[OperatingMode] = mapped_column(default=OperatingMode.NORMAL)
    maker: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial_number: Mapped[str] = mapped_column(default="")
    factory_number: Mapped[str] = mapped_column(default="")
    firmware_version: Mapped[str | None]
    power_limit_w: Mapped[int | None]
    """Greatest power of the station itself (STN-209)."""
    is_activated: Mapped[bool] = mapped_column(default=True)

    booted_at: Mapped[datetime | None]
    boot_fields: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    """BootNotification as it came."""
    passport: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    """What a native station told with its hello, as it came."""
    technical_status: Mapped[TechnicalStatus] = mapped_column(default=TechnicalStatus.NOT_CONFIGURED)
    logical_status: Mapped[LogicalStatus] = mapped_column(default=LogicalStatus.OUT_OF_SERVICE)

    last_seen_sort: Mapped[datetime] = mapped_column(
        Computed("coalesce(last_seen_at, timestamptz '1970-01-01 00:00:00+00')", persisted=True)
    )
    """A station that was never heard stands last (STN-054)."""
    search_text: Mapped[str] = mapped_column(
        Computed(
            r"lower(number || E'\n' || name || E'\n' || address || E'\n' || serial_number || E'\n' || "
            "coalesce(told #>> '{aggregator,address}', ''))",
            persisted=True,
        ),
        deferred=True,
    )

    all_connectors: Mapped[list[Connector]] = relationship(lazy="selectin", cascade="all, delete-orphan")
    region: Mapped[Region] = relationship(lazy="selectin")
    organization: Mapped[OrganizationCopy | None] = relationship(
        primaryjoin=lambda: Station.organization_id == OrganizationCopy.id,
        foreign_keys=lambda: Station.organization_id,
        lazy="selectin",
        viewonly=True,
    )

    @property
    def connectors(self) -> list[Connector]:
        """What a car can be plugged into, in the order of the numbers."""
        return plugs(self.all_connectors)

    @property
    def time_zone(self) -> str:
        return self.region.time_zone

    @property
    def region_name(self) -> str:
        return self.region.name

    @property
    def resulting_power_w(self) -> int | None:
        """PWR-015: the smallest of what it can, what the grid connection grants, what it says, what a person allows."""
        told = (self.told or {}).get("max_power_w")
        return smallest([self.power_limit_w, self.allocated_power_w, told, self.user_limit_w])

    @property
    def unlimited_power_w(self) -> int | None:
        """What would be in force without the user limit: a user limit has to be smaller (PWR-021)."""
        told = (self.told or {}).get("max_power_w") if self.user_limit_w is None else None
        return smallest([self.power_limit_w, self.allocated_power_w, told])

    def user_limit(self, number: int) -> int | None:
        """Of a connector, or of the station itself (0)."""
        connector = self.connector(number) if number != STATION_ITSELF else None
        return connector.user_limit_w if connector is not None else self.user_limit_w

    def take_limits(self, limits: Mapping[int, int | None], by: str, at: datetime) -> None:
        """The station has taken these user limits; what a connector can give follows (PWR-030)."""
        for number, limit in limits.items():
            connector = self.connector(number) if number != STATION_ITSELF else None
            if number == STATION_ITSELF:
                self.user_limit_w = limit
            elif connector is not None:
                connector.user_limit_w = limit
        self.limits_changed_by, self.limits_changed_at = by, at
        self.share_power()
        self.revise()

    def flowing_w(self, number: int) -> int:
        """Power that flows through a connector, or through the whole station (0)."""
        return sum(one.power_w for one in self.connectors if number in {STATION_ITSELF, one.number})

    @property
    def ocpp_status(self) -> str | None:
        """STN-113: what the station last said about itself as a whole."""
        itself = self.connector(STATION_ITSELF)
        return itself.ocpp_status if itself is not None else (self.told or {}).get("ocpp_status")

    @property
    def addresses(self) -> list[str]:
        """IP addresses (STN-110): as a native station tells them, else where its connection came from."""
        told = (self.told or {}).get("addresses")
        return told if isinstance(told, list) else [self.remote_address] if self.remote_address else []

    @property
    def organization_number(self) -> str | None:
        return self.organization.number if self.organization else None

    @property
    def organization_name(self) -> str | None:
        return self.organization.name if self.organization else None

    def connector(self, number: int | None) -> Connector | None:
        return next((one for one in self.all_connectors if one.number == number), None)

    def connector_that_speaks(self, number: int) -> Connector:
        """The connector of this number; made when nobody declared it (contracts 1)."""
        found = self.connector(number)
        if found is None:
            itself = self.connector(STATION_ITSELF)
            is_disabled = itself is not None and itself.is_disabled_by_us
            found = Connector.undeclared(self.id, number, is_disabled_by_us=is_disabled)
            self.all_connectors.append(found)
            if number != STATION_ITSELF:
                self.revise()
        return found

    def boot(
        self,
        at: datetime,
        *,
        told: Mapping[str, str | None],
        firmware_version: str | None = None,
        fields: dict[str, Any] | None = None,
    ) -> None:
        """BootNotification (OCPP 1.6, 4.2): what the form left open is taken from what the station told.

        `told`: maker, model, serial_number; `fields`: the notification as it came.
        """
        self.booted_at, self.boot_fields = at, fields
        self.firmware_version = firmware_version or self.firmware_version
        for connector in self.all_connectors:
            connector.forget_clock()
        if self._fill(told):
            self.revise()

    def show_passport(self, at: datetime, passport: Passport, raw: dict[str, Any]) -> None:
        """A native station's hello: the card's blanks, and what each connector is, come from it."""
        self.passport, self.booted_at = raw, self.booted_at or at
        self.tell_passport(raw)
        self.firmware_version = passport.firmware_version or self.firmware_version
        is_news = self._fill(passport.blanks)
        for told in passport.connectors or []:
            connector = self.connector_that_speaks(told.number)
            is_news |= connector.confirm(told.known_type, told.max_power_w)
            connector.tell_passport(told.name, told.number, raw)
        if is_news:
            self.revise()

    def _fill(self, told: Mapping[str, str | None]) -> bool:
        words = {name: clipped(value or "") for name, value in told.items()}
        blanks = {name: word for name, word in words.items() if word and not getattr(self, name)}
        for name, word in blanks.items():
            setattr(self, name, word)
        return bool(blanks)

    def hear_evse(self, number: int) -> None:
        """A connector spoke in 2.0.1: from now on its number is that of its (EVSE, connector) for ever."""
        if number != STATION_ITSELF and self.learn_evse(number):
            self.revise()

    def declare_evses(self, pairs: Mapping[int, Pair]) -> None:
        """Pairs of 2.0.1 by connector number, as a person knows them."""
        for number, pair in pairs.items():
            self.declare_evse(pair, number)

    def set_disabled(self, number: int | None, is_disabled: bool) -> None:
        """We asked a connector, or (no number) the whole station, to be inoperative or operative again."""
        whole = number in {None, STATION_ITSELF}
        self.connector_that_speaks(number or STATION_ITSELF)
        for connector in self.all_connectors:
            if whole or connector.number == number:
                connector.set_disabled(is_disabled)

    def declare_connectors(self, declared: Mapping[int, Declared]) -> None:
        """Connectors by number as a person entered them; those left out are removed unless a car is charging there."""
        for connector in self.connectors:
            if connector.number not in declared:
                if connector.transaction_number is not None:
                    raise ConnectorInUse(connector.number)
                self.all_connectors.remove(connector)
        for number, wanted in declared.items():
            if (existing := self.connector(number)) is not None:
                existing.declare(wanted)
            else:
                self.all_connectors.append(Connector.declared(self.id, number, wanted))
        self.share_power()

    def share_power(self) -> None:
        """Brings the available power of every connector up to date."""
        share_power(self.connectors, self.resulting_power_w)

    def revise(self) -> None:
        """The public state has changed: it gets a number, a snapshot tells it."""
        self.revision += 1
        self.is_snapshot_due = True

    def assess(self, now: datetime, offline_after: timedelta) -> None:
        """Derives both statuses anew; they are stored so that lists can filter, sort and count by them."""
        is_gone = not self.is_connected and (
            self.disconnected_at is None or now - self.disconnected_at >= offline_after
        )
        is_configured = self.booted_at is not None
        was = self.technical_status
        self.technical_status = technical_status(self.all_connectors, is_configured=is_configured, is_gone=is_gone)
        self.is_snapshot_due |= self.technical_status is not was
        told = self.told_logical_status if self.is_connected else None
        self.logical_status = told or logical_status(self.all_connectors)
        self.share_power()

    is_snapshot_due = False
    """Not a column: set while an object in memory has a revision or a technical status that nobody was told yet."""
