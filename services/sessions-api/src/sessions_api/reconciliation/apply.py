"""Events of stations, in their order, applied to the book of a batch."""

import hashlib
from collections.abc import Iterable
from typing import Any

import orjson
from common.ids import uuid7

from sessions_api.facts import (
    AuthorizationChecked,
    MeterValues,
    StationBooted,
    StationConnected,
    StationDisconnected,
    StatusChanged,
    TransactionEnded,
    TransactionStarted,
)
from sessions_api.reconciliation.assumed import assume_in, begin_assumed
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.contact import see_booted, see_connected, see_contact, see_disconnected
from sessions_api.reconciliation.ends import end_transaction, end_with, find_ended, is_usable
from sessions_api.reconciliation.limiting import see_refusal
from sessions_api.reconciliation.meters import take_meter_values, take_samples
from sessions_api.reconciliation.models import UNMATCHED_END, UNMATCHED_METER_VALUES, WAITING, UnmatchedFact
from sessions_api.reconciliation.starts import authorize, begin_transaction
from sessions_api.reconciliation.statuses import change_status, see_charging_state
from sessions_api.sessions.models import Session
from sessions_api.sessions.sources import KNOWN_FLAGS

StationFact = (
    StatusChanged
    | TransactionStarted
    | MeterValues
    | TransactionEnded
    | StationConnected
    | StationDisconnected
    | StationBooted
    | AuthorizationChecked
)


def apply(book: Book, facts: Iterable[StationFact]) -> None:
    """Applies the facts and brings every session of the book up to date."""
    for fact in facts:
        apply_one(book, fact)
    for session in book.sessions.values():
        session.refresh(book.now, book.overdue_after)


def apply_one(book: Book, fact: StationFact) -> None:
    book.fact_id = fact.fact_id
    match fact:
        case StatusChanged():
            change_status(book, fact)
        case TransactionStarted():
            _start(book, fact)
        case MeterValues():
            _meter(book, fact)
        case TransactionEnded():
            _end(book, fact)
        case StationConnected():
            see_connected(book, fact)
        case StationDisconnected():
            see_disconnected(book, fact)
        case StationBooted():
            see_booted(book, fact)
        case AuthorizationChecked():
            see_refusal(book, fact)


def _start(book: Book, fact: TransactionStarted) -> None:
    session = begin_transaction(book, fact)
    if session is None:
        return
    _take_told(book, session, fact)
    for waiting in book.take_unmatched(fact.station_id, fact.transaction_number):
        waiting.join(session.id, book.now)
        apply_one(book, revived(waiting))


def revived(waiting: UnmatchedFact) -> MeterValues | TransactionEnded:
    """The fact as it was told."""
    kind = TransactionEnded if waiting.kind == UNMATCHED_END else MeterValues
    return kind.model_validate(waiting.fact)


def _revived_in(book: Book, item: UnmatchedFact) -> MeterValues | TransactionEnded:
    """What it opens is named after it, as if it were applied on its arrival."""
    fact = revived(item)
    book.fact_id = fact.fact_id
    return fact


def replay(book: Book, item: UnmatchedFact) -> Session | None:
    """Tries a waiting fact again; the session that took it."""
    fact = _revived_in(book, item)
    session = _taken_end(book, fact) if isinstance(fact, TransactionEnded) else _taken_values(book, fact)
    for known in book.sessions.values():
        known.refresh(book.now, book.overdue_after)
    return session


def join_to(book: Book, session: Session, item: UnmatchedFact) -> None:
    """A person knows the session: the number of the fact does not matter."""
    fact = _revived_in(book, item)
    if session.transaction is None:
        assume_in(book, session, fact)
    if isinstance(fact, TransactionEnded):
        session = end_with(book, session, fact)
    take_samples(book, session, fact.samples, fact.received_at)
    session.refresh(book.now, book.overdue_after)


def adopt_orphan(book: Book, item: UnmatchedFact) -> Session | None:
    """A stop whose start never came is a session of its own, flagged (quirk T5)."""
    fact = _revived_in(book, item)
    assert isinstance(fact, TransactionEnded)
    if find_ended(book, fact) is None and begin_assumed(book, fact) is None:
        return None
    session = _taken_end(book, fact)
    if session is not None:
        item.join(session.id, book.now)
        session.refresh(book.now, book.overdue_after)
    return session


def _meter(book: Book, fact: MeterValues) -> None:
    if _taken_values(book, fact) is None and is_usable(fact):
        book.put_aside(_unmatched(fact, UNMATCHED_METER_VALUES, str(fact.transaction_number)))


def _taken_values(book: Book, fact: MeterValues) -> Session | None:
    session = take_meter_values(book, fact)
    if session is None and fact.has_own_number and fact.transaction_number:
        session = begin_assumed(book, fact)
        if session is not None:
            take_samples(book, session, fact.samples, fact.received_at)
    if session is not None:
        _count(session, fact)
        see_contact(session)
        authorize(book, session, fact)
        see_charging_state(book, session, fact)
    return session


def _end(book: Book, fact: TransactionEnded) -> None:
    if _taken_end(book, fact) is None:
        book.put_aside(_unmatched(fact, UNMATCHED_END, fact.transaction_number))


def _taken_end(book: Book, fact: TransactionEnded) -> Session | None:
    session = end_transaction(book, fact)
    if session is None and fact.has_own_number and begin_assumed(book, fact) is not None:
        session = end_transaction(book, fact)
    if session is not None:
        _take_told(book, session, fact)
    return session


def _take_told(book: Book, session: Session, fact: TransactionStarted | TransactionEnded) -> None:
    """What a start or a stop tells beside its registers."""
    _count(session, fact)
    see_contact(session)
    for code in KNOWN_FLAGS.intersection(fact.session_flags):
        session.flag(code)
    take_samples(book, session, fact.samples, fact.received_at)


def _count(session: Session, fact: TransactionStarted | MeterValues | TransactionEnded) -> None:
    """OCPP 2.x numbers the messages of a transaction; native numbers those of the whole station."""
    if fact.sequence is not None and fact.session_number is None and session.transaction is not None:
        session.transaction.see_sequence(fact.sequence)


def _unmatched(fact: MeterValues | TransactionEnded, kind: str, number: str) -> UnmatchedFact:
    content = fact.model_dump(mode="json")
    return UnmatchedFact(
        id=uuid7(),
        station_id=fact.station_id,
        transaction_number=number,
        kind=kind,
        state=WAITING,
        fingerprint=_fingerprint(content),
        fact=content,
        received_at=fact.received_at,
    )


def _fingerprint(content: dict[str, Any]) -> str:
    """Of what the station said: receipt and lateness differ when it says it again."""
    said = {name: value for name, value in content.items() if name not in {"received_at", "is_late", "fact_id"}}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
