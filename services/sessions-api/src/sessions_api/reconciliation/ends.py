"""A transaction ends: find it, believe its registers, and see what that means for its session."""

from sessions_api.commands.joining import join_stop_command
from sessions_api.facts import MeterValues, TransactionEnded
from sessions_api.moments import plausible
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.closing import detach
from sessions_api.sessions.limits import REFUSED_BY_SERVER, StopReason, source_of_refusal
from sessions_api.sessions.models import Session
from sessions_api.sessions.sources import EMERGENCY_STOP, REMOTE, final_controller_status, stop_source, stop_user_label

_REFUSED = frozenset({REFUSED_BY_SERVER, "offline_user_auth_error"})
"""The server's answer to the start was no; a native station has a word of its own for it (ENU-546, ENU-547)."""
_ORDERED_BY_US = _REFUSED | {REMOTE, "other"}
_LARGEST_NUMBER = 2**31 - 1


def is_usable(fact: MeterValues | TransactionEnded) -> bool:
    """False for the numbers that stations send when they have lost ours: none, 0, -1, 2^63-1 (quirks T3, M8)."""
    number = fact.transaction_number
    if not number or fact.has_own_number:
        return bool(number)
    return number.isdecimal() and 0 < int(number) <= _LARGEST_NUMBER


def end_transaction(book: Book, fact: TransactionEnded) -> Session | None:
    """The session whose transaction has ended; None when no transaction is known for this stop."""
    session = find_ended(book, fact)
    return None if session is None else end_with(book, session, fact)


def end_with(book: Book, session: Session, fact: TransactionEnded) -> Session:
    """Takes the stop over; the session may be another one afterwards (closing.detach)."""
    assert session.transaction is not None
    if session.transaction.end(fact):
        session = _settle(book, session)
        _describe(book, session, fact)
    return session


def find_ended(book: Book, fact: TransactionEnded) -> Session | None:
    if is_usable(fact):
        known = book.of_number(fact.station_id, fact.transaction_number)
        told = plausible(fact.device_at, fact.received_at)
        return max(known, key=lambda session: _likelihood(session, told.timestamp()), default=None)
    return _find_without_number(book, fact)


def _likelihood(session: Session, told: float) -> tuple[bool, bool, float]:
    """A number used twice (quirk T6, factory reset): begun before it, the one without stop, the latest of these."""
    assert session.transaction is not None
    started = session.transaction.started_at.timestamp()
    return started <= told, session.transaction.lacks_stop, started


def _find_without_number(book: Book, fact: TransactionEnded) -> Session | None:
    """By connector, by card, or because only one is running (quirk T3)."""
    running = [session for session in book.open_of_station(fact.station_id) if session.has_running_transaction]
    if fact.connector_number:
        running = [session for session in running if session.connector_number == fact.connector_number]
    elif fact.token is not None and fact.token.hash is not None:
        running = [session for session in running if _token_hash(session) == fact.token.hash] or running
    return running[0] if len(running) == 1 else None


def _token_hash(session: Session) -> str | None:
    return session.transaction.token_hash if session.transaction else None


def _settle(book: Book, session: Session) -> Session:
    """The session after its transaction's end: late ones end with it, unplugged ones when they were unplugged."""
    if _was_adopted_wrongly(session):
        session = detach(book, session)
    transaction = session.transaction
    assert transaction is not None
    assert transaction.ended_at is not None
    session.finish_efficiency(transaction.ended_at)
    if session.is_late:
        session.end(transaction.ended_at)
    elif session.unplugged_at is not None:
        session.end(session.unplugged_at)
    elif session.ended_at is not None:
        session.end(session.ended_at)
    return session


def _was_adopted_wrongly(session: Session) -> bool:
    """A late transaction was over before the live session began: it cannot be what is charging there."""
    transaction, opened_at = session.transaction, session.opened_at
    if transaction is None or transaction.ended_at is None or opened_at is None or not session.is_open:
        return False
    return transaction.is_late and not session.is_late and transaction.ended_at < opened_at


def _source(book: Book, session: Session, told: str) -> str:
    """As told, unless the stop is our own doing: the station knows only that the server wanted it."""
    if told not in _ORDERED_BY_US:
        return told
    if session.stop_wanted is not None:
        return StopReason(session.stop_wanted).source
    transaction = session.transaction
    if told in _REFUSED and transaction is not None and transaction.authorization == "blocked":
        user = book.users.get(session.payer_id) if session.payer_id else None
        return source_of_refusal(transaction.authorization, user, session.station_id)
    return told


def _describe(book: Book, session: Session, fact: TransactionEnded) -> None:
    session.stop_source = _source(book, session, stop_source(fact.reason, fact.stop_source))
    session.stop_user_label = stop_user_label(fact.token, fact.reason, session.start_user_label)
    if not session.is_status_seen or session.stop_source == EMERGENCY_STOP:
        session.controller_status = final_controller_status(session.stop_source)
    join_stop_command(session, book.commands.values())
