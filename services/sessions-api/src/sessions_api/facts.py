"""What this service reads from `station-events`: its own small models of the gateway's facts."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from pydantic import AfterValidator, BaseModel, ConfigDict, PlainSerializer, PlainValidator


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
    credential_id: UUID | None = None
    user_id: UUID | None = None
    user_label: str | None = None
    remote_token: str | None = None

    @property
    def names_somebody(self) -> bool:
        """No card of ours, but a native station says who it is."""
        return self.kind == "none" and bool(self.user_label)


class Sample(msgspec.Struct, gc=False, kw_only=True):
    """One sampled value in OCPP's own words; `value` is text as sent. No model: there are twenty thousand a second."""

    measurand: str = "Energy.Active.Import.Register"
    value: str
    at: datetime | None = None
    phase: str | None = None
    location: str | None = None
    context: str | None = None
    unit: str | None = None


def read_samples(told: Any) -> list[Sample]:
    """Raises msgspec.ValidationError."""
    samples = msgspec.convert(told, list[Sample])
    for sample in samples:
        if sample.at is not None and sample.at.tzinfo is not UTC:
            sample.at = _aware(sample.at)
    return samples


def _kept(samples: list[Sample]) -> list[dict[str, Any]]:
    """As plain JSON, as the quarantine keeps it: without NUL (quirk W8)."""
    told: list[dict[str, Any]] = msgspec.to_builtins(samples)
    return [{name: _printable(text) if text else text for name, text in one.items()} for one in told]


Samples = Annotated[list[Sample], PlainValidator(read_samples), PlainSerializer(_kept)]


class Told(Fact):
    """A fact of its own, no part of one."""

    fact_id: str | None = None
    """Of the event that told it: what it opens is named after it."""


class StatusChanged(Told):
    station_id: UUID
    connector_number: int
    status: str
    controller_status: str
    mark: str | None = None
    device_at: Moment | None = None
    received_at: Moment


class Limits(Fact):
    """What a station allows its transaction; what is not limited is None."""

    energy_wh: int | None = None
    seconds: int | None = None
    power_w: int | None = None


class _OfTransaction(Told):
    """What all facts of a transaction have. OCPP 1.6 tells neither sequence nor charging state."""

    station_id: UUID
    sequence: int | None = None
    charging_state: Words | None = None
    trigger_reason: Words | None = None
    session_number: Words | None = None
    """Native: the station's own number of the session that the transaction belongs to."""
    session_flags: list[Words] = []
    """Native: ENU-557..565."""
    limits: Limits | None = None
    """Native, OCPP 2.1."""
    samples: Samples = []
    received_at: Moment

    @property
    def has_own_number(self) -> bool:
        """The station chose the transaction's number (OCPP 2.x, native): any text, and never lost by the station."""
        return any(told is not None for told in (self.sequence, self.charging_state, self.trigger_reason))


class TransactionStarted(_OfTransaction):
    """`meter_start_wh` is None when the station tells no register at the start: samples may."""

    connector_number: int
    transaction_key: UUID
    transaction_number: Words
    token: Token
    authorization: Authorization = "accepted"
    meter_start_wh: int | None
    start_source: Words | None = None
    device_at: Moment | None = None
    is_late: bool = False


class MeterValues(_OfTransaction):
    """`token`, `authorization`: somebody presented himself in a transaction that the plugged cable had begun."""

    connector_number: int | None = None
    transaction_number: Words | None = None
    token: Token | None = None
    authorization: Authorization | None = None


class TransactionEnded(_OfTransaction):
    """`meter_stop_wh` is None when only samples tell the last register."""

    transaction_number: Words
    connector_number: int | None = None
    token: Token | None = None
    meter_stop_wh: int | None
    reason: Words = "Local"
    stop_source: Words | None = None
    device_at: Moment | None = None
    is_late: bool = False


class AuthorizationChecked(Told):
    """Somebody presented himself before anything began; OCPP 1.6 does not tell at which connector."""

    station_id: UUID
    connector_number: int | None = None
    token: Token
    result: Authorization
    received_at: Moment

    @property
    def is_refused(self) -> bool:
        return self.result != "accepted"


class StationAway(Told):
    """station.disconnected.v1 and station.booted.v1: what ran there may be over without our being told."""

    station_id: UUID
    received_at: Moment


class StationDisconnected(StationAway):
    pass


class StationBooted(StationAway):
    pass


class StationConnected(Told):
    station_id: UUID
    received_at: Moment
