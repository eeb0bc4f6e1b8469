"""The chain of events on a session's card (SES-115..123): four bounds, and what happened between them."""

from collections.abc import Iterable, Iterator

from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.sessions.schemas import ChainEvent
from sessions_api.transactions.models import Transaction

_ORDER = ("session_created", "transaction_started", "", "transaction_stopped", "session_finished")
_BETWEEN = _ORDER.index("")


def chain(session: Session, noted: Iterable[SessionEvent]) -> list[ChainEvent]:
    """In the order of time; events of one moment in the order of a session's life."""
    events = [*_bounds(session), *(ChainEvent(at=one.at, type=one.type, params=one.params) for one in noted)]
    return sorted(events, key=lambda event: (event.at, _rank(event.type)))


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else _BETWEEN


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
