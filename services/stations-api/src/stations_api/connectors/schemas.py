from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from stations_api.connectors.types import ConnectorStatus, ConnectorType, Supply

LARGEST_POWER_W = 10_000_000


class StatusChangeRead(BaseModel):
    """`at`: the station's time where it can be true, else the server's."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    connector_number: int
    at: datetime
    device_at: datetime | None
    received_at: datetime
    status: ConnectorStatus
    controller_status: str
    ocpp_status: str
    mark: str | None
    error_code: str | None
    vendor_error_code: str | None
    info: str | None


class ConnectorRead(BaseModel):
    """`available_power_w`: what it can give at present, less than `max_power_w` while its neighbours charge (STN-033).

    `user_limit_w`: what a person allows at most; `unlimited_power_w`: what it could give without that (PWR-006..011).
    Flags, diagnostics, temperature and versions come from native stations only (CON-020..032).
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: int
    name: str
    type: ConnectorType
    supply: Supply
    max_power_w: int | None
    available_power_w: int | None
    user_limit_w: int | None
    unlimited_power_w: int | None
    hardware_limit_a: float | None
    meter_reading_wh: int | None
    status: ConnectorStatus
    controller_status: str
    ocpp_status: str | None
    mark: str | None
    error_code: str | None
    vendor_error_code: str | None
    info: str | None
    is_confirmed: bool
    is_disabled_by_us: bool
    transaction_number: str | None
    status_since: datetime | None
    power_w: int
    temperature_c: float | None
    software_flags: list[str]
    hardware_flags: list[str]
    configuration_flags: list[str]
    start_flags: list[str]
    diagnostics: list[str]
    firmware_version: str | None
    hardware_version: str | None
    built_at: datetime | None
    synchronized_at: datetime | None


class ConnectorCard(ConnectorRead):
    """One connector with whose it is; `revision` is that of its station."""

    station_id: UUID
    station_number: str
    station_name: str
    organization_id: UUID
    revision: int


class ConnectorUpdate(BaseModel):
    """What is to change; a field that is left out stays. The number never changes: sessions were written under it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"name": "CCS left", "max_power_w": 60000}})

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=r"^[^\x00]*$")] = ""
    type: ConnectorType = ConnectorType.UNKNOWN
    supply: Supply = Supply.UNKNOWN
    max_power_w: Annotated[int | None, Field(ge=0, le=LARGEST_POWER_W)] = None
    meter_reading_wh: Annotated[int | None, Field(ge=0, lt=2**53)] = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self
