"""The dump of a session as text: one line a record, in the form of the controllers' own dumps (SES-169).

`time of the station; counter; address of the controller; kind; content`. What a station told in this form stands
between our lines as it was told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from sessions_api.dumps.models import DumpLines
from sessions_api.metering.models import HistoryRow
from sessions_api.reconciliation.models import UnmatchedFact
from sessions_api.sessions.models import CONTROLLER_CHANGED, Session, SessionEvent
from sessions_api.sessions.schemas import SessionRead
from sessions_api.vehicles.models import SessionVehicle

_BASE_ADDRESS = 0xA0
_METER = {
    "voltage_v": ("Voltage", 1.0),
    "current_a": ("Current", 1.0),
    "power_w": ("ActivePower", 0.001),
    "energy_wh": ("ActiveEnergy", 0.001),
}
"""Column → word of the controllers, and factor to their unit (V, A, kW, kWh); energy counts from the start."""
_TEXTS = (
    ("EV power request", {"requested_voltage_v": "voltage", "requested_current_a": "current"}),
    ("EV charge status", {"soc_percent": "SOC"}),
    ("Power limit", {"power_limit_w": "W"}),
    ("Insulation", {"insulation_resistance_ohm": "R", "insulation_errors": "E"}),
    ("Bars", {"plus_voltage_v": "U+", "minus_voltage_v": "U-"}),
    ("Connector temperature", {"connector_temperature_c": "T"}),
    ("Module temperature", {"module_temperature_c": "T"}),
    ("Battery temperature", {"battery_temperature_c": "T"}),
)
_VEHICLE = ("uid", "battery_capacity_wh", "battery_voltage_v", "max_power_w", "max_voltage_v", "max_current_a")


@dataclass(frozen=True)
class Known:
    """Everything that this service has about a session."""

    session: Session
    events: Iterable[SessionEvent]
    rows: Iterable[HistoryRow]
    told: Iterable[DumpLines]
    facts: Iterable[UnmatchedFact] = ()
    vehicle: SessionVehicle | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    at: datetime
    kind: str
    content: str


@dataclass
class _Lines:
    """Writes records in the time of a station, counting them."""

    zone: ZoneInfo
    address: int
    count: int = field(default=0)

    def line(self, record: _Record) -> str:
        self.count += 1
        told = record.at.astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S.%f")[:-2]
        return f"{told}; {self.count}; 0x{self.address:02X}; {record.kind}; {record.content}"


def dump(known: Known) -> Iterator[str]:
    """Lines in the order of time; the session itself, as it stands now, is the first."""
    session = known.session
    lines = _Lines(ZoneInfo(session.time_zone), _BASE_ADDRESS + session.connector_number)
    own = sorted(_records(known), key=lambda record: record.at)
    told = iter(sorted(known.told, key=lambda one: (one.at, one.sequence)))
    waiting = next(told, None)
    yield lines.line(_facts_of(session))
    for record in own:
        while waiting is not None and waiting.at <= record.at:
            yield from waiting.lines
            waiting = next(told, None)
        yield lines.line(record)
    while waiting is not None:
        yield from waiting.lines
        waiting = next(told, None)


def _facts_of(session: Session) -> _Record:
    facts = SessionRead.model_validate(session).model_dump(mode="json")
    return _Record(session.started_at, "Session", orjson.dumps(facts).decode())


def _records(known: Known) -> Iterator[_Record]:
    yield from _bounds(known.session)
    yield from map(_of_event, known.events)
    for row in known.rows:
        yield from _of_row(row)
    for fact in known.facts:
        yield _Record(fact.received_at, "Fact", orjson.dumps({"kind": fact.kind, **fact.fact}).decode())
    if known.vehicle is not None:
        words = _words((name, getattr(known.vehicle, name)) for name in _VEHICLE)
        yield _text(known.vehicle.told_at, f"Vehicle: {words}")
    yield from _end(known.session)


def _bounds(session: Session) -> Iterator[_Record]:
    yield _text(session.started_at, "Session created")
    transaction = session.transaction
    if transaction is None:
        return
    start = {"number": transaction.number, "source": session.start_source, "meter": transaction.meter_start_wh}
    yield _text(transaction.started_at, f"Transaction started: {_words(start.items())}")
    if transaction.ended_at is not None:
        stop = {"source": session.stop_source, "reason": transaction.reason, "meter": transaction.meter_stop_wh}
        yield _text(transaction.ended_at, f"Transaction stopped: {_words(stop.items())}")


def _end(session: Session) -> Iterator[_Record]:
    """The end, and the price right behind it: whatever order others of that moment have."""
    if session.ended_at is None:
        return
    yield _text(session.ended_at, "Session finished")
    if session.amount is not None:
        price = {"amount": session.amount, "currency": session.currency, "payment": session.payment_status}
        words = _words({**price, "calculation": session.charge_version}.items())
        yield _text(session.ended_at + timedelta(microseconds=100), f"Price: {words}")


def _of_event(event: SessionEvent) -> _Record:
    if event.type == CONTROLLER_CHANGED:
        return _Record(event.at, "Status", f"From: {event.params['before']}, To: {event.params['after']}")
    words = _words(event.params.items())
    name = event.type.replace("_", " ").capitalize()
    return _text(event.at, f"{name}: {words}" if words else name)


def _of_row(row: HistoryRow) -> Iterator[_Record]:
    meter = {
        word: f"{told * factor:.2f}"
        for name, (word, factor) in _METER.items()
        if (told := getattr(row, name)) is not None
    }
    if meter:
        yield _Record(row.at, "Meter", ", ".join(f"{word}: {value}" for word, value in meter.items()))
    for title, columns in _TEXTS:
        words = _words((word, _short(getattr(row, name))) for name, word in columns.items())
        if words:
            yield _text(row.at, f"{title}: {words}")
    if row.others:
        yield _text(row.at, f"Others: {_words((name, _short(told)) for name, told in sorted(row.others.items()))}")


def _text(at: datetime, content: str) -> _Record:
    return _Record(at, "TEXT", f"Data: {content}")


def _words(pairs: Iterable[tuple[str, Any]]) -> str:
    return ", ".join(f"{name} {value}" for name, value in dict(pairs).items() if value is not None)


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}".rstrip("0").rstrip(".")
