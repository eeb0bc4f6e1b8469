"""The wire of stations: what is sent in, what is shown."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from stations_api.connectors.types import ConnectorStatus, ConnectorType, Supply
from stations_api.stations.fields import (
    Address,
    Connectors,
    Key,
    Links,
    Name,
    Number,
    PowerW,
    Secret,
    ShortText,
    Shown,
)
from stations_api.stations.types import LogicalStatus, OperatingMode, Protocol, StationKind, TechnicalStatus


class StationCreate(BaseModel):
    """A station (STN-184). Without organisation: that of the caller, else the root organisation.

    A native station is a regular one (ENU-081) and its number is its key. `from_unknown`: the identity of the list
    of unknown stations that becomes this station.
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
    connectors: Connectors
    from_unknown: Annotated[str | None, Field(max_length=300)] = None

    @model_validator(mode="after")
    def _kind_fits_protocol(self) -> Self:
        is_native = self.protocol is Protocol.NATIVE
        if is_native != (self.kind is StationKind.REGULAR):
            raise ValueError("a regular station speaks the native protocol, an external one OCPP")
        if is_native and self.key != self.number:
            raise ValueError("the key of a native station is its number")
        return self


class StationUpdate(BaseModel):
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
    connectors: Connectors = []

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self


class ConnectorRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    type: ConnectorType
    supply: Supply
    max_power_w: int | None
    status: ConnectorStatus
    controller_status: str
    ocpp_status: str | None
    mark: str | None
    error_code: str | None
    info: str | None
    is_confirmed: bool
    transaction_number: str | None
    status_since: datetime | None
    power_w: int


class StationRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    key: str
    name: str
    organization_id: UUID
    organization_name: str | None
    region_id: UUID
    time_zone: str
    address: Shown
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
    power_limit_w: int | None
    is_activated: bool
    technical_status: TechnicalStatus
    logical_status: LogicalStatus
    operating_mode: OperatingMode
    is_connected: bool
    last_seen_at: datetime | None
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
