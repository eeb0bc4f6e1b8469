"""Sessions over HTTP: the wire, never the table."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict

from sessions_api.sessions.states import State


class PayerRead(BaseModel):
    """kind: user | organization | none | unknown."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    id: UUID | None
    label: str | None


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
    """Energy in Wh, power in W, current in A, state of charge in percent, efficiency in percent per minute."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    revision: int
    station_id: UUID
    station_number: str
    connector_number: int
    connector_type: str
    organization_id: UUID | None
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
    voltage_over_500: bool
    soc_start: float | None
    soc_end: float | None
    efficiency: float | None
    start_user_label: str | None
    stop_user_label: str | None
    user_label: str | None
    start_source: str | None
    stop_source: str | None
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


class HistoryPoint(BaseModel):
    """`energy_wh` counts from the transaction's start."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    energy_wh: int | None
    power_w: int | None
    power_limit_w: int | None
    voltage_v: Measured
    current_a: Measured
    soc_percent: Measured
    temperature_c: Measured


class HistoryRead(BaseModel):
    """`is_thinned`: more rows exist in this span; ask for a shorter one to see them."""

    series: list[HistoryPoint]
    is_thinned: bool


class ChainEvent(BaseModel):
    """`type`: session_created, transaction_started, transaction_stopped, session_finished, or what was noted."""

    at: datetime
    type: str
    params: dict[str, Any]
