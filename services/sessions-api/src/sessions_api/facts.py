"""What this service reads from `station-events`: its own small models of the gateway's facts."""

from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _printable(text: str) -> str:
    return text.replace("\x00", "")


Moment = Annotated[datetime, AfterValidator(_aware)]
Words = Annotated[str, AfterValidator(_printable)]
"""Text of a station; PostgreSQL keeps no NUL, which some stations send (quirk W8)."""
Authorization = Literal["accepted", "blocked", "expired", "invalid"]


class Fact(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Token(Fact):
    """Who presented himself: a card, a remote start of ours, or nobody."""

    kind: Literal["rfid", "remote", "none"] = "none"
    last4: str | None = None
    hash: str | None = None
    user_id: UUID | None = None
    user_label: str | None = None
    remote_token: str | None = None


class Sample(Fact):
    """One sampled value in OCPP's own words; `value` is text as sent."""

    measurand: Words = "Energy.Active.Import.Register"
    value: Words
    at: Moment | None = None
    phase: Words | None = None
    location: Words | None = None
    context: Words | None = None
    unit: Words | None = None


class StatusChanged(Fact):
    station_id: UUID
    connector_number: int
    status: str
    controller_status: str
    mark: str | None = None
    device_at: Moment | None = None
    received_at: Moment


class TransactionStarted(Fact):
    station_id: UUID
    connector_number: int
    transaction_key: UUID
    transaction_number: str
    token: Token
    authorization: Authorization = "accepted"
    meter_start_wh: int
    device_at: Moment | None = None
    received_at: Moment
    is_late: bool = False


class MeterValues(Fact):
    station_id: UUID
    connector_number: int
    transaction_number: str | None = None
    samples: list[Sample]
    received_at: Moment


class TransactionEnded(Fact):
    station_id: UUID
    transaction_number: str
    connector_number: int | None = None
    token: Token | None = None
    meter_stop_wh: int
    reason: Words = "Local"
    device_at: Moment | None = None
    received_at: Moment
    is_late: bool = False
    samples: list[Sample] = []
