"""What this service announces on `sessions`: one body for all three events, the whole public state of a session."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Literal, Self
from uuid import UUID

from common.events import Event
from pydantic import BaseModel, ConfigDict

from sessions_api.metering.curve import Point
from sessions_api.sessions.limits import StopReason
from sessions_api.sessions.models import Session
from sessions_api.transactions.models import Transaction


class PayerData(BaseModel):
    model_config = ConfigDict(frozen=True)

    kind: Literal["user", "organization", "none", "unknown"]
    id: UUID | None
    label: str | None


class TransactionData(BaseModel):
    """Registers in Wh."""

    model_config = ConfigDict(frozen=True)

    id: UUID
    number: str
    started_at: datetime
    ended_at: datetime | None
    meter_start_wh: int
    meter_stop_wh: int | None
    energy_flow_ended_at: datetime | None


class SessionEventData(Event):
    """`state` is ENU-501..510, `flags` ENU-557..565; power in W, current in A, state of charge in percent."""

    topic: ClassVar[str] = "sessions"

    session_id: UUID
    revision: int
    station_id: UUID
    station_number: str
    connector_number: int
    connector_type: str
    organization_id: UUID
    time_zone: str
    state: str
    is_open: bool
    is_late: bool
    started_at: datetime
    ended_at: datetime | None
    energy_wh: int
    payer: PayerData
    user_label: str | None
    credential_id: UUID | None
    """The card that began it, when it is one of the product's."""
    start_source: str | None
    stop_source: str | None
    flags: tuple[str, ...]
    max_power_w: int
    max_current_a: float
    soc_start: float | None
    soc_end: float | None
    transaction: TransactionData | None
    registers: tuple[tuple[datetime, int], ...]
    """Of an ended session: [moment, register in Wh], at most 200, exact at every quarter of an hour; else empty."""


class SessionStarted(SessionEventData):
    type: ClassVar[str] = "session.started.v1"


class SessionUpdated(SessionEventData):
    type: ClassVar[str] = "session.updated.v1"


class SessionEnded(SessionEventData):
    """Also published again, with a higher revision, when something about an ended session turned out otherwise."""

    type: ClassVar[str] = "session.ended.v1"


class SessionStopRequested(Event):
    """The session has to end: stations-api makes a stop command of it, in the name of the system (USR-093, USR-105)."""

    model_config = ConfigDict(frozen=True)
    type: ClassVar[str] = "session.stop-requested.v1"
    topic: ClassVar[str] = "sessions"

    session_id: UUID
    station_id: UUID
    connector_number: int
    transaction_number: str
    organization_id: UUID | None
    reason: StopReason

    @classmethod
    def of(cls, session: Session, reason: StopReason) -> Self:
        assert session.transaction_number is not None
        fields = ("station_id", "connector_number", "transaction_number", "organization_id")
        return cls(session_id=session.id, reason=reason, **{name: getattr(session, name) for name in fields})


def event_of(session: Session, curve: Sequence[Point] = ()) -> SessionEventData:
    """The event that tells the session's present state; `curve` counts from the transaction's start."""
    if not session.is_open:
        kind: type[SessionEventData] = SessionEnded
    else:
        kind = SessionStarted if session.published_at is None else SessionUpdated
    plain = {name: getattr(session, name) for name in _PLAIN}
    return kind(
        **plain,
        session_id=session.id,
        flags=tuple(session.flags),
        payer=PayerData(kind=session.payer_kind, id=session.payer_id, label=session.payer_label),  # type: ignore[arg-type] # the column holds only these kinds
        transaction=_transaction(session.transaction),
        registers=_registers(session, curve),
    )


def _registers(session: Session, curve: Sequence[Point]) -> tuple[Point, ...]:
    start_wh = session.transaction.meter_start_wh if session.transaction is not None else 0
    return () if session.is_open else tuple((at, start_wh + energy_wh) for at, energy_wh in curve)


_PLAIN = tuple(
    name
    for name in SessionEventData.model_fields
    if name not in {"session_id", "flags", "payer", "transaction", "registers"}
)


def _transaction(transaction: Transaction | None) -> TransactionData | None:
    if transaction is None:
        return None
    return TransactionData(**{name: getattr(transaction, name) for name in TransactionData.model_fields})
