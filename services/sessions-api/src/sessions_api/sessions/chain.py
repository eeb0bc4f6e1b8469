"""The chain of events on a session's card (SES-115..125): four bounds, and what happened between them."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.sessions.schemas import ChainEvent
from sessions_api.transactions.models import Transaction

_ORDER = ("session_created", "transaction_started", "", "transaction_stopped", "session_finished")
_BETWEEN = _ORDER.index("")


def chain(session: Session, noted: Iterable[SessionEvent]) -> list[ChainEvent]:
    """In the order of time, events of one moment in the order of a session's life; what did not happen in its place."""
    events = [*_bounds(session), *(ChainEvent(at=one.at, type=one.type, params=one.params) for one in noted)]
    happened = sorted((one for one in events if one.at is not None), key=_when)
    absent = list(_not_happened(session, {one.type for one in happened}))
    told = _with_distances(happened)
    return told + absent if session.is_open else [*told[:-1], *absent, *told[-1:]]


def _when(event: ChainEvent) -> tuple[float, int]:
    assert event.at is not None
    return event.at.timestamp(), _ORDER.index(event.type) if event.type in _ORDER else _BETWEEN


def _with_distances(happened: list[ChainEvent]) -> list[ChainEvent]:
    for before, after in pairwise(happened):
        if before.at is not None and after.at is not None:
            after.since_previous_seconds = int((after.at - before.at).total_seconds())
    return happened


def _bounds(session: Session) -> Iterator[ChainEvent]:
    yield ChainEvent(at=session.started_at, type="session_created", params={})
    if session.transaction is not None:
        yield from _transaction(session, session.transaction)
    if session.ended_at is not None:
        yield ChainEvent(at=session.ended_at, type="session_finished", params={})


def _transaction(session: Session, transaction: Transaction) -> Iterator[ChainEvent]:
    started = {"source": session.start_source, "user_label": session.start_user_label, "number": transaction.number}
    yield ChainEvent(at=transaction.started_at, type="transaction_started", params=started)
    if transaction.ended_at is not None:
        stopped = {"source": session.stop_source, "user_label": session.stop_user_label, "reason": transaction.reason}
        yield ChainEvent(at=transaction.ended_at, type="transaction_stopped", params=stopped)


def _not_happened(session: Session, happened: set[str]) -> Iterator[ChainEvent]:
    """A finished session without transaction shows that there was none (SES-123); else it is still ahead (SES-124)."""
    status: Literal["missing", "ahead"] = "ahead" if session.is_open else "missing"
    for kind in _ORDER:
        if kind and kind not in happened:
            yield ChainEvent(at=None, type=kind, status=status, params={})
