"""The wire of stations: what is sent in, what is shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from stations_api.connectors.types import ConnectorStatus, ConnectorType, Supply
from stations_api.stations.types import Link, LogicalStatus, OperatingMode, Protocol, StationKind, TechnicalStatus

LARGEST_POWER_W = 10_000_000


def _unique_numbers(connectors: "list[ConnectorIn]") -> "list[ConnectorIn]":
    if len({one.number for one in connectors}) != len(connectors):
        raise ValueError("two connectors have the same number")
    return connectors


def _blank_is_none(value: Any) -> Any:
    return None if value == "" else value


def text_of(most: int) -> Any:
    """A required text of one line."""
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=most, pattern=r"^[^\x00-\x1f\x7f]+$")


def note_of(most: int) -> Any:
    """A text that may be empty."""
    return StringConstraints(strip_whitespace=True, max_length=most, pattern=r"^[^\x00]*$")


Number = Annotated[str, text_of(100)]
Name = Annotated[str, text_of(300)]
Key = Annotated[str, StringConstraints(strip_whitespace=True, max_length=48, pattern=r"^[^/:\x00-\x20\x7f]+$")]
"""Last part of the websocket path: no slash, colon or blank; OCPP-J allows 48 characters."""
Secret = Annotated[str, StringConstraints(min_length=16, max_length=128, pattern=r"^[\x21-\x7e]+$")]
Address = Annotated[str, note_of(1000)]
ShortText = Annotated[str, note_of(50)]
PowerW = Annotated[int, Field(ge=0, le=LARGEST_POWER_W)]
Shown = Annotated[str | None, BeforeValidator(_blank_is_none)]


class ConnectorIn(BaseModel):
    """A connector as a person declares it; the supply follows from the type.

    `evse_id`, `evse_connector_id`: what OCPP 2.0.1 calls it, when the person knows; fixed for ever by that.
    """

    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=10_000)]
    type: ConnectorType
    max_power_w: PowerW | None = None
    evse_id: Annotated[int | None, Field(ge=1, le=255)] = None
    evse_connector_id: Annotated[int, Field(ge=1, le=99)] = 1


def evses_of(connectors: Sequence[ConnectorIn]) -> dict[int, tuple[int, int]]:
    """Declared pairs of 2.0.1 by connector number."""
    return {one.number: (one.evse_id, one.evse_connector_id) for one in connectors if one.evse_id is not None}


Subprotocol = Literal[Link.OCPP16, Link.OCPP201, Link.OCPP21]
Links = Annotated[list[Subprotocol], Field(min_length=1, max_length=3)]
"""A native station has one protocol: there is nothing to choose."""
Connectors = Annotated[list[ConnectorIn], Field(min_length=1, max_length=64), AfterValidator(_unique_numbers)]


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
