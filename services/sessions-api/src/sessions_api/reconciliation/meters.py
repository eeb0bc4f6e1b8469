"""Meter values find their session and are kept at the granularity that the station sent."""

from collections.abc import Iterable
from datetime import datetime

from sessions_api.facts import MeterValues, Sample
from sessions_api.metering.readings import Reading, readings_of
from sessions_api.moments import plausible
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.ends import is_usable
from sessions_api.sessions.models import Session
from sessions_api.transactions.models import Transaction


def take_meter_values(book: Book, fact: MeterValues) -> Session | None:
    """The session that the values belong to; None when nothing is charging there or the number is not known."""
    session = _session_of(book, fact)
    if session is not None:
        take_samples(book, session, fact.samples, fact.received_at)
        if fact.limits is not None:
            session.see_limits(fact.limits, fact.received_at)
    return session


def _session_of(book: Book, fact: MeterValues) -> Session | None:
    """By the transaction's number, also after its stop (quirk T7); without a number by the connector (M8)."""
    if is_usable(fact):
        known = book.of_number(fact.station_id, str(fact.transaction_number))
        if len(known) == 1:
            return known[0]
        told = max((plausible(one.at, fact.received_at) for one in fact.samples), default=fact.received_at)
        return max(known, key=lambda session: (session.started_at <= told, session.started_at), default=None)
    connector = (fact.station_id, fact.connector_number or 0)
    return book.live(connector) or book.late(connector)


def take_samples(book: Book, session: Session, samples: Iterable[Sample], received_at: datetime) -> None:
    for reading in readings_of(samples, received_at):
        _take(book, session, reading)


def _take(book: Book, session: Session, reading: Reading) -> None:
    transaction, energy_wh = session.transaction, None
    if transaction is not None:
        before = transaction.meter_start_wh
        _measure(transaction, reading)
        if before != transaction.meter_start_wh:
            book.history.shift(session.id, before - transaction.meter_start_wh)
        if reading.energy_wh is not None:
            energy_wh = max(0, reading.energy_wh - transaction.meter_start_wh)
    session.see_reading(reading)
    reading.energy_wh = energy_wh
    book.history.add(session.id, reading)


def _measure(transaction: Transaction, reading: Reading) -> None:
    if reading.energy_wh is not None:
        transaction.see_register(reading.at, reading.energy_wh)
    if reading.power_w is not None:
        transaction.see_power(reading.at, reading.power_w)
    if reading.interval_wh is not None:
        transaction.see_interval(reading.at, reading.interval_wh)
