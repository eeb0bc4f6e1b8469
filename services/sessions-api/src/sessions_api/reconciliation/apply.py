"""Events of stations, in their order, applied to the book of a batch."""

import hashlib
from collections.abc import Iterable
from typing import Any

import orjson
from common.ids import uuid7

from sessions_api.facts import MeterValues, StatusChanged, TransactionEnded, TransactionStarted
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.ends import end_transaction, is_usable
from sessions_api.reconciliation.meters import take_meter_values, take_samples
from sessions_api.reconciliation.models import UnmatchedFact
from sessions_api.reconciliation.starts import begin_transaction
from sessions_api.reconciliation.statuses import change_status

StationFact = StatusChanged | TransactionStarted | MeterValues | TransactionEnded
END, METER_VALUES = "end", "meter_values"


def apply(book: Book, facts: Iterable[StationFact]) -> None:
    """Applies the facts and brings every session of the book up to date."""
    for fact in facts:
        apply_one(book, fact)
    for session in book.sessions.values():
        session.refresh(book.now, book.overdue_after)


def apply_one(book: Book, fact: StationFact) -> None:
    match fact:
        case StatusChanged():
            change_status(book, fact)
        case TransactionStarted():
            _start(book, fact)
        case MeterValues():
            _meter(book, fact)
        case TransactionEnded():
            _end(book, fact)


def _start(book: Book, fact: TransactionStarted) -> None:
    if begin_transaction(book, fact) is not None:
        for waiting in book.take_unmatched(fact.station_id, fact.transaction_number):
            apply_one(book, _revived(waiting))


def _revived(waiting: UnmatchedFact) -> StationFact:
    kind = TransactionEnded if waiting.kind == END else MeterValues
    return kind.model_validate(waiting.fact)


def _meter(book: Book, fact: MeterValues) -> None:
    if take_meter_values(book, fact) is None and is_usable(fact.transaction_number):
        book.put_aside(_unmatched(fact, METER_VALUES, str(fact.transaction_number)))


def _end(book: Book, fact: TransactionEnded) -> None:
    session = end_transaction(book, fact)
    if session is None:
        book.put_aside(_unmatched(fact, END, fact.transaction_number))
    elif fact.samples:
        take_samples(book, session, fact.samples, fact.received_at)


def _unmatched(fact: MeterValues | TransactionEnded, kind: str, number: str) -> UnmatchedFact:
    content = fact.model_dump(mode="json")
    return UnmatchedFact(
        id=uuid7(),
        station_id=fact.station_id,
        transaction_number=number,
        kind=kind,
        fingerprint=_fingerprint(content),
        fact=content,
        received_at=fact.received_at,
    )


def _fingerprint(content: dict[str, Any]) -> str:
    """Of what the station said: receipt and lateness differ when it says it again."""
    said = {name: value for name, value in content.items() if name not in {"received_at", "is_late"}}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).hexdigest()
