"""The wire of stations: what is sent in, what is shown."""

from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from stations_api.connectors.types import ConnectorStatus, ConnectorType, Supply
from stations_api.stations.types import LogicalStatus, OperatingMode, Protocol, StationKind, TechnicalStatus

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
    """A connector as a person declares it; the supply follows from the type."""

    model_config = ConfigDict(extra="forbid")

    number: Annotated[int, Field(ge=1, le=255)]
    type: ConnectorType
    max_power_w: PowerW | None = None


Connectors = Annotated[list[ConnectorIn], Field(min_length=1, max_length=64), AfterValidator(_unique_numbers)]


class StationCreate(BaseModel):
    """An external station (STN-184). Without organisation: that of the caller, else the root organisation."""

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
    protocol: Literal[Protocol.OCPP16, Protocol.OCPP201] = Protocol.OCPP16
    kind: Literal[StationKind.EXTERNAL] = StationKind.EXTERNAL
    operating_mode: OperatingMode = OperatingMode.NORMAL
    maker: ShortText = ""
    model: ShortText = ""
    serial_number: ShortText = ""
    factory_number: ShortText = ""
    power_limit_w: PowerW | None = None
    is_activated: bool = True
    secret: Secret | None = None
    connectors: Connectors


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


class SecretRead(BaseModel):
    """The new secret, shown once; a repetition under the same Idempotency-Key has null."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    secret: str | None = None


class StationsSummary(BaseModel):
    """Counts of what the caller sees; `power_w` is what flows now."""

    total: int
    by_technical_status: dict[TechnicalStatus, int]
    connectors_total: int
    connectors_charging: int
    power_w: int
