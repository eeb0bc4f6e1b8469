"""Sessions over HTTP: the wire, never the table."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self
from uuid import UUID

import orjson
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from sessions_api.sessions.states import State

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
Choosable = Literal[
    State.SUCCESS,
    State.ERROR,
    State.ATTENTION,
    State.ACTIVE,
    State.OVERDUE,
    State.STOP,
    State.JUNK,
    State.INTERRUPTED,
]
"""SES-194."""


class PayerRead(BaseModel):
    """kind: user | organization | none | unknown."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    id: UUID | None
    label: str | None


class CredentialRead(BaseModel):
    """kind: rfid | ocpp (an id of the aggregator's system) | login_password | stub (a placeholder)."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    label: str


class SessionTransactionRead(BaseModel):
    """Registers in Wh."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    number: str
    started_at: datetime
    ended_at: datetime | None
    meter_start_wh: int
    meter_stop_wh: int | None
    energy_flow_ended_at: datetime | None
    is_closed_by_rule: bool
    deviations: list[str]


class SessionRead(BaseModel):
    """Energy in Wh, power in W, current in A, state of charge in percent, efficiency in percent per minute.

    `power_limit_w`: of the connector, as last told. `allowed_energy_wh`: what the user's energy limit left when he
    began, or what the station allows, whichever is less. `allowed_seconds`: what the station allows its transaction.
    `limits_from`: since when these three act. `start_user`: login of the card's owner, else what was presented.
    `stop_wanted`: energy_limit | user_blocked when we asked for its end ourselves.
    `is_corrected`: energy, end or state were changed by hand.
    """

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    station_id: UUID
    station_number: str
    station_name: str | None
    connector_number: int
    connector_type: str
    organization_id: UUID | None
    is_station_activated: bool
    time_zone: str
    state: State
    is_open: bool
    is_late: bool
    started_at: datetime
    ended_at: datetime | None
    duration_seconds: int | None
    energy_wh: int
    power_w: int | None
    max_power_w: int
    max_current_a: float
    min_current_a: float | None
    power_limit_w: int | None
    allowed_energy_wh: int | None
    allowed_seconds: int | None
    limits_from: datetime | None
    voltage_over_500: bool
    soc_start: float | None
    soc_end: float | None
    efficiency: float | None
    start_user: str | None
    start_user_label: str | None
    stop_user_label: str | None
    user_label: str | None
    start_credential: CredentialRead | None
    stop_credential: CredentialRead | None
    start_source: str | None
    stop_source: str | None
    stop_wanted: str | None
    is_corrected: bool
    flags: list[str]
    controller_status: str | None
    payer: PayerRead
    amount: Decimal | None
    currency: str | None
    payment_status: str
    transaction: SessionTransactionRead | None


class SummaryRead(BaseModel):
    """Sums over all sessions that the filters leave: energy in Wh, amount of what has been priced."""

    count: int
    energy_wh: int
    amount: Decimal
    currency: str


def _two_decimals(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


Measured = Annotated[float | None, AfterValidator(_two_decimals)]
"""Stored in four bytes: what is beyond two decimals is noise."""


def _parsed(value: Any) -> Any:
    """A statement of ours is text to the driver, and so is the JSON that it gives."""
    return orjson.loads(value) if isinstance(value, str) else value


Others = Annotated[
    dict[str, float] | None,
    BeforeValidator(_parsed),
    Field(examples=[{"Energy.Active.Export.Register": 120.0, "Current.Import/L1": 15.9, "Frequency": 50.01}]),
]


class HistoryPoint(BaseModel):
    """`energy_wh` counts from the transaction's start. Some values come from native stations only (SES-144..154).

    `others` (when asked for): every other measurand of OCPP, and the values of single phases and other places, by
    `Measurand[/phase][@location]`, in Wh, varh, W, var, A, V, Hz, °C or percent. Registers are the meter's own.
    """

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    energy_wh: int | None
    power_w: int | None
    power_limit_w: int | None
    voltage_v: Measured
    current_a: Measured
    soc_percent: Measured
    temperature_c: Measured
    battery_temperature_c: Measured
    connector_temperature_c: Measured
    module_temperature_c: Measured
    requested_voltage_v: Measured
    requested_current_a: Measured
    insulation_resistance_ohm: Measured
    insulation_errors: Measured
    plus_voltage_v: Measured
    minus_voltage_v: Measured
    others: Others = None


class HistoryRead(BaseModel):
    """`is_thinned`: more rows exist in this span; ask for a shorter one to see them."""

    series: list[HistoryPoint]
    is_thinned: bool


class ChainEvent(BaseModel):
    """`type`: session_created, transaction_started, transaction_stopped, session_finished, or what was noted.

    `status`: happened; missing (the session ended without a transaction, SES-123); ahead (has not happened yet,
    SES-124): only the first has a moment. `since_previous_seconds`: after the event before it (SES-122).
    """

    at: datetime | None
    type: str
    status: Literal["happened", "missing", "ahead"] = "happened"
    since_previous_seconds: int | None = None
    params: dict[str, Any]


class SessionCorrection(BaseModel):
    """What is to change by hand; a field that is left out stays.

    `energy_wh` (SES-113): in steps of 10 Wh, which are two decimals of a kWh. `ended_at` (SES-120): of a finished
    session. `state` (SES-194).
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"energy_wh": 45210}})

    energy_wh: Annotated[int, Field(ge=0, le=10_000_000, multiple_of=10)] = 0
    ended_at: AwareDatetime = NEVER
    state: Choosable = State.SUCCESS

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing to change")
        return self
