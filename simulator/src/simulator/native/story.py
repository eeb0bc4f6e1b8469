"""A session of a replay as a native station tells it: opened, transaction, rows, ended, closed."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from simulator.native.generated.messages import (
    Credential,
    Message,
    Row,
    SessionClosed,
    SessionOpened,
    SessionRows,
    TransactionEnded,
    TransactionStarted,
)
from simulator.native.texts import moment
from simulator.replay.plan import PlannedSession, StationPlan
from simulator.replay.telling import Sample, Telling, begin_sample, session_samples

COLUMNS = {
    "Current.Import": "current_a",
    "Voltage": "voltage_v",
    "Temperature": "connector_temperature_c",
    "Power.Offered": "power_limit_w",
}
_UNNUMBERED = 0
"""Sequence of a message that has not been put into a queue yet."""


@dataclass(frozen=True)
class Told:
    """One durable message and the session that it is about; `is_end`: with its acknowledgement the session is told."""

    at: datetime
    message: Message
    telling: Telling
    is_end: bool = False


def station_story(plan: StationPlan) -> tuple[list[Telling], list[Told]]:
    """All sessions of a station, and its messages, oldest first over all connectors.

    The numbers are derived: a second run tells the same transactions again, and the product knows them.
    """
    tellings = [Telling(session, transaction_id=_number(session, "transaction")) for session in plan.sessions]
    by_connector: dict[int, list[Told]] = {}
    for telling in tellings:
        by_connector.setdefault(telling.session.connector_number, []).extend(session_story(telling))
    return tellings, list(heapq.merge(*by_connector.values(), key=lambda told: told.at))


def session_story(telling: Telling) -> Iterator[Told]:
    """The messages of one session in their order."""
    session = telling.session
    number, connector = _number(session, "session"), session.connector_number
    start, end = session.started_at, session.ended_at
    opened = SessionOpened(sequence=_UNNUMBERED, at=moment(start), session_number=number, connector_number=connector)
    yield Told(start, opened, telling)
    yield Told(start, _started(telling), telling)
    rows = _rows(telling)
    if rows.rows:
        yield Told(end, rows, telling)
    yield Told(end, _ended(telling), telling, is_end=True)
    closed = SessionClosed(sequence=_UNNUMBERED, at=moment(end), session_number=number, connector_number=connector)
    yield Told(end, closed, telling)


def _started(telling: Telling) -> TransactionStarted:
    session = telling.session
    return TransactionStarted(
        sequence=_UNNUMBERED,
        at=moment(session.started_at),
        session_number=_number(session, "session"),
        transaction_number=telling.transaction_id or "",
        connector_number=session.connector_number,
        meter_start_wh=session.meter_start_wh,
        credential=Credential(kind="rfid", number=session.id_tag),
        start_source="local",
        flags=["StartOffline"],
    )


def _rows(telling: Telling) -> SessionRows:
    session = telling.session
    samples, begin = list(session_samples(session)), begin_sample(session)
    rows = [_row(item) for item in ([begin, *samples] if begin is not None and samples else samples)]
    return SessionRows(
        sequence=_UNNUMBERED,
        at=moment(session.ended_at),
        session_number=_number(session, "session"),
        transaction_number=telling.transaction_id,
        connector_number=session.connector_number,
        rows=rows,
    )


def _row(sample: Sample) -> Row:
    """A row has one value of each kind: of conductors the most loaded one's."""
    columns: dict[str, float] = {}
    for one in sample.others:
        if column := COLUMNS.get(one.measurand):
            columns[column] = max(one.value, columns.get(column, one.value))
    return Row(
        at=moment(sample.at),
        register_wh=sample.register_wh,
        power_w=sample.power_w,
        soc_percent=sample.soc_percent,
        **columns,
    )


def _ended(telling: Telling) -> TransactionEnded:
    session = telling.session
    return TransactionEnded(
        sequence=_UNNUMBERED,
        at=moment(session.ended_at),
        session_number=_number(session, "session"),
        transaction_number=telling.transaction_id or "",
        connector_number=session.connector_number,
        meter_stop_wh=session.meter_stop_wh,
        stop_source="local",
        credential=Credential(kind="rfid", number=session.id_tag),
        controller_status="B2",
    )


def _number(session: PlannedSession, kind: str) -> str:
    name = f"{session.station_number}/{session.connector_number}/{session.started_at.isoformat()}/{kind}"
    return str(uuid5(NAMESPACE_URL, name))
