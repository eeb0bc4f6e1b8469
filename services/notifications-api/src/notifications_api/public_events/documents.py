"""What a receiver reads. These shapes are a promise: fields are added, never renamed or taken away.

Money is a string with two decimals, energy is Wh, moments are UTC.
"""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

STATION_NUMBER = Field(examples=["CP-0042"])


class Data(BaseModel):
    """Reads what services announce (more fields than these) and writes what receivers may rely on."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class StationConnected(Data):
    station_id: UUID
    station_number: Annotated[str | None, STATION_NUMBER] = None
    protocol: Annotated[str, Field(examples=["ocpp1.6"])]


class StationDisconnected(Data):
    station_id: UUID
    station_number: Annotated[str | None, STATION_NUMBER] = None
    reason: Annotated[str | None, Field(examples=["closed"])] = None


class StationBooted(Data):
    station_id: UUID
    station_number: Annotated[str | None, STATION_NUMBER] = None
    vendor: Annotated[str | None, Field(examples=["ACME"])] = None
    model: Annotated[str | None, Field(examples=["CS3.2"])] = None
    serial_number: Annotated[str | None, Field(examples=["SN-1"])] = None
    firmware_version: Annotated[str | None, Field(examples=["1.4.2"])] = None


class ConnectorStatusChanged(Data):
    """`status` in the product's words (available, ready, in_progress, charged, …); connector 0 is the station."""

    station_id: UUID
    station_number: Annotated[str | None, STATION_NUMBER] = None
    connector_number: Annotated[int, Field(examples=[1])]
    status: Annotated[str, Field(examples=["in_progress"])]
    mark: Annotated[str | None, Field(examples=[None])] = None
    error_code: Annotated[str | None, Field(examples=["NoError"])] = None
    info: Annotated[str | None, Field(examples=[None])] = None


class Payer(Data):
    kind: Annotated[str, Field(examples=["user"])]
    id: UUID | None = None
    label: Annotated[str | None, Field(examples=["Анна Смирнова"])] = None


class Transaction(Data):
    started_at: datetime
    ended_at: datetime | None = None
    meter_start_wh: Annotated[int | None, Field(examples=[3_176_370])] = None
    meter_stop_wh: Annotated[int | None, Field(examples=[3_221_580])] = None


class Session(Data):
    """`revision` grows with each change: an ended session may be told again with a higher one."""

    session_id: UUID
    revision: Annotated[int, Field(examples=[5])]
    station_id: UUID
    station_number: Annotated[str, STATION_NUMBER]
    connector_number: Annotated[int, Field(examples=[1])]
    connector_type: Annotated[str, Field(examples=["ccs2"])]
    time_zone: Annotated[str, Field(examples=["Europe/Moscow"])]
    state: Annotated[str, Field(examples=["success"])]
    is_open: bool
    started_at: datetime
    ended_at: datetime | None = None
    energy_wh: Annotated[int, Field(examples=[45_210])]
    payer: Payer
    transaction: Transaction | None = None


class Charge(Data):
    """`revision` is the session's, `version` grows with each change of the charge."""

    charge_id: UUID
    session_id: UUID
    revision: Annotated[int, Field(examples=[5])]
    version: Annotated[int, Field(examples=[3])]
    is_final: bool
    amount: Annotated[Decimal, Field(examples=["994.62"])]
    currency: Annotated[str, Field(examples=["RUB"])]
    payment_status: Annotated[str, Field(examples=["paid"])]
    paid_amount: Annotated[Decimal, Field(examples=["994.62"])]


class Payment(Data):
    payment_id: UUID
    number: Annotated[str, Field(examples=["40000020061052"])]
    session_id: UUID
    operation: Annotated[str, Field(examples=["payment"])]
    status: Annotated[str, Field(examples=["completed"])]
    amount: Annotated[Decimal, Field(examples=["994.62"])]
    currency: Annotated[str, Field(examples=["RUB"])]
    error: Annotated[str | None, Field(examples=[None])] = None
    version: Annotated[int, Field(examples=[5])]


class Command(Data):
    command_id: UUID
    revision: Annotated[int, Field(examples=[4])]
    number: Annotated[int, Field(examples=[13])]
    station_id: UUID
    station_number: Annotated[str, STATION_NUMBER]
    connector_number: Annotated[int | None, Field(examples=[1])] = None
    kind: Annotated[str, Field(examples=["start_session"])]
    status: Annotated[str, Field(examples=["succeeded"])]
    result_code: Annotated[str | None, Field(examples=["accepted"])] = None
    created_by: Annotated[str | None, Field(examples=["operator"])] = None
    created_at: datetime
    observed_at: datetime | None = None


class Incident(Data):
    incident_id: Annotated[UUID, Field(validation_alias=AliasChoices("incident_id", "id"))]
    station_id: UUID
    station_number: Annotated[str | None, STATION_NUMBER] = None
    connector_number: Annotated[int | None, Field(examples=[None])] = None
    kind: Annotated[str, Field(examples=["flapping_connection"])]
    opened_at: datetime | None = None
    resolved_at: datetime | None = None


class Test(Data):
    """Sent by «test» on the page; nothing has happened."""

    webhook_id: UUID
    message: Annotated[str, Field(examples=["It works."])]
