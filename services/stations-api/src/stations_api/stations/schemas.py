"""The wire of stations: what is sent in, what is shown."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from stations_api.connectors.schemas import ConnectorRead
from stations_api.stations.card import EarthingType
from stations_api.stations.fields import (
    Address,
    Connectors,
    Hours,
    Key,
    Latitude,
    Links,
    Login,
    Longitude,
    LongText,
    Name,
    Number,
    PowerW,
    Quantity,
    Secret,
    ShortText,
    Shown,
    WholeQuantity,
)
from stations_api.stations.types import LogicalStatus, OperatingMode, Protocol, StationKind, TechnicalStatus


class CardFields(BaseModel):
    """The full form of a station (STN-197..210): texts, owner, place, technical conditions of the grid connection."""

    description: LongText = ""
    comment: LongText = ""
    working_hours: Hours = ""
    owner_login: Login | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    earthing_type: EarthingType | None = None
    cable_cross_section_mm2: Quantity | None = None
    cable_length_m: WholeQuantity | None = None
    breaker_current_a: Quantity | None = None
    allocated_power_w: PowerW | None = None
    maker_code: ShortText = ""


class StationCreate(CardFields):
    """A station (STN-184). Without organisation: that of the caller, else the root organisation.

    A native station is a regular one (ENU-081), its number is its key, and it tells its connectors itself (STN-223).
    `power_limit_w`: its greatest power (STN-209). `from_unknown`: the identity of the list of unknown stations that
    becomes this station.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "number": "EVSE11",
                "key": "EVSE11",
                "name": "DC CS3.2 60kW",
                "protocol": "1.6",
                "kind": "external",
                "connectors": [{"number": 1, "type": "ccs2", "max_power_w": 60000}],
            }
        },
    )

    number: Number
    key: Key
    name: Name
    organization_id: UUID | None = None
    region_id: UUID | None = None
    address: Address = ""
    protocol: Protocol = Protocol.OCPP16
    kind: StationKind = StationKind.EXTERNAL
    operating_mode: OperatingMode = OperatingMode.NORMAL
    maker: ShortText = ""
    model: ShortText = ""
    serial_number: ShortText = ""
    factory_number: ShortText = ""
    power_limit_w: PowerW | None = None
    is_activated: bool = True
    secret: Secret | None = None
    protocols_allowed: Links | None = None
    deflate: bool = False
    connectors: Annotated[Connectors, Field(validate_default=True)] = []
    from_unknown: Annotated[str | None, Field(max_length=300)] = None

    @field_validator("connectors")
    @classmethod
    def _external_has_connectors(cls, connectors: Connectors, told: ValidationInfo) -> Connectors:
        if not connectors and told.data.get("kind") is not StationKind.REGULAR:
            raise ValueError("an external station has at least one connector")
        return connectors

    @model_validator(mode="after")
    def _kind_fits_protocol(self) -> Self:
        is_native = self.protocol is Protocol.NATIVE
        if is_native != (self.kind is StationKind.REGULAR):
            raise ValueError("a regular station speaks the native protocol, an external one OCPP")
        if is_native and self.key != self.number:
            raise ValueError("the key of a native station is its number")
        return self


class StationUpdate(CardFields):
    """What is to change; a field that is left out stays. The number never changes (STN-238)."""

    model_config = ConfigDict(extra="forbid")

    key: Key = ""
    name: Name = ""
    organization_id: UUID = UUID(int=0)
    region_id: UUID = UUID(int=0)
    address: Address = ""
    protocol: Literal[Protocol.OCPP16, Protocol.OCPP201] = Protocol.OCPP16
    operating_mode: OperatingMode = OperatingMode.NORMAL
    maker: ShortText = ""
    model: ShortText = ""
    serial_number: ShortText = ""
    factory_number: ShortText = ""
    power_limit_w: PowerW | None = None
    is_activated: bool = True
    protocols_allowed: Links | None = None
    deflate: bool = False
    connectors: Annotated[Connectors, Field(min_length=1)] = []

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self


class DeviceRead(BaseModel):
    """STN-055..059: `status` online | off | absent, as the station tells it."""

    model_config = ConfigDict(extra="ignore")

    id: str
    kind: str | None = None
    name: str | None = None
    status: str | None = None
    text: str | None = None


class SensorRead(BaseModel):
    """Last reading of a sensor (STN-027, STN-108)."""

    model_config = ConfigDict(extra="ignore")

    id: str
    kind: str | None = None
    zone: str | None = None
    temperature_c: float | None = None
    humidity_percent: float | None = None
    is_triggered: bool | None = None
    at: datetime


class ClimateRead(BaseModel):
    """State of the climate control (STN-064); only a station that has the device tells one."""

    model_config = ConfigDict(extra="ignore")

    status: str | None = None
    main_relay_is_closed: bool | None = None
    heater_is_on: bool | None = None
    fan_is_on: bool | None = None
    at: datetime


class ModuleRead(BaseModel):
    """One power converter of a fast station (CON-097..103): `status` idle | active | no_connection | error."""

    model_config = ConfigDict(extra="ignore")

    number: Annotated[int, Field(validation_alias="id")]
    status: str | None = None
    voltage_v: float | None = None
    current_a: float | None = None
    temperature_c: float | None = None
    connector_number: int | None = None


class ContactorRead(BaseModel):
    """One contactor between the modules and the outputs (CON-096)."""

    model_config = ConfigDict(extra="ignore")

    name: Annotated[str, Field(validation_alias="id")]
    is_closed: bool | None = None
    connector_number: int | None = None


class RestartRead(BaseModel):
    """Last restart and all restarts by cause (STN-114..116)."""

    model_config = ConfigDict(extra="ignore")

    cause: str | None = None
    at: datetime | None = None
    counters: dict[str, int] = {}


class StationRead(BaseModel):
    """`resulting_power_w`: the limit in force (STN-014). What only a native station tells is null or empty elsewhere:
    devices, sensors, climate, modules, contactors, external_meter_wh, screen, current_user, restart, operator,
    power_strategy, certificate.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    key: str
    name: str
    organization_id: UUID
    organization_name: str | None
    organization_number: str | None
    region_id: UUID
    region_name: str
    time_zone: str
    address: Shown
    latitude: float | None
    longitude: float | None
    description: Shown
    comment: Shown
    working_hours: Shown
    owner_login: str | None
    earthing_type: EarthingType | None
    cable_cross_section_mm2: float | None
    cable_length_m: int | None
    breaker_current_a: float | None
    allocated_power_w: int | None
    maker_code: Shown
    protocol: Protocol
    link_protocol: str | None
    protocols_allowed: list[str] | None
    deflate: bool
    evse_map: list[tuple[int, int, int]]
    old_secret_valid_until: datetime | None
    kind: StationKind
    maker: Shown
    model: Shown
    serial_number: Shown
    factory_number: Shown
    firmware_version: str | None
    software_released_on: str | None
    power_limit_w: int | None
    resulting_power_w: int | None
    user_limit_w: int | None
    unlimited_power_w: int | None
    limits_changed_by: str | None
    limits_changed_at: datetime | None
    is_activated: bool
    technical_status: TechnicalStatus
    logical_status: LogicalStatus
    operating_mode: OperatingMode
    is_connected: bool
    last_seen_at: datetime | None
    connected_at: datetime | None
    booted_at: datetime | None
    addresses: list[str]
    ocpp_status: str | None
    operator: str | None
    screen: str | None
    current_user: str | None
    power_strategy: str | None
    client_certificate_valid_until: datetime | None
    devices: list[DeviceRead]
    sensors: list[SensorRead]
    climate: ClimateRead | None
    modules: list[ModuleRead]
    contactors: list[ContactorRead]
    external_meter_wh: int | None
    restart: RestartRead | None
    created_at: datetime
    revision: int
    connectors: list[ConnectorRead]


class StationCreated(StationRead):
    """`secret` is here once, when it was generated; a repetition under the same Idempotency-Key has null."""

    secret: str | None = None


class SecretRenew(BaseModel):
    """How long the present secret opens beside the new one; 0 when it has become known to others."""

    model_config = ConfigDict(extra="forbid")

    overlap_hours: Annotated[int, Field(ge=0, le=720)] = 24


class SecretRead(BaseModel):
    """The new secret, shown once; a repetition under the same Idempotency-Key has null."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    old_secret_valid_until: datetime | None
    secret: str | None = None


class StationsSummary(BaseModel):
    """Counts of what the caller sees; `power_w` is what flows now."""

    total: int
    by_technical_status: dict[TechnicalStatus, int]
    connectors_total: int
    connectors_charging: int
    power_w: int
