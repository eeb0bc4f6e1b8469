"""A station goes away: what ran there is presumed over after a time, unless something is heard of it again."""

from datetime import datetime, timedelta

from sessions_api.facts import StationBooted, StationConnected, StationDisconnected
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.closing import close_by_rule
from sessions_api.sessions.models import Session


def see_disconnected(book: Book, fact: StationDisconnected) -> None:
    """Nobody knows the power any more; a station out of contact may charge on for hours."""
    for session in book.open_of_station(fact.station_id):
        session.power_w = None
        _presume(session, fact.received_at, book.vanished_after)


def see_booted(book: Book, fact: StationBooted) -> None:
    """After a power loss the queue of the station tells the stop soon, or it never comes."""
    for session in book.open_of_station(fact.station_id):
        if session.has_running_transaction and _began_before(session, fact.received_at):
            _presume(session, fact.received_at, book.booted_after)


def see_connected(book: Book, fact: StationConnected) -> None:
    for session in book.open_of_station(fact.station_id):
        session.presumed_over_at = None


def see_contact(session: Session) -> None:
    """Its transaction is spoken of: neither gone nor forgotten."""
    if session.silent_since is not None or session.presumed_over_at is not None:
        session.silent_since, session.presumed_over_at = None, None


def close_presumed(book: Book, session: Session) -> None:
    """Ends with the last that is known of it; healed by whatever the station tells later."""
    transaction = session.transaction
    told_until = transaction.last_register_at if transaction is not None else None
    close_by_rule(book, session, max(session.started_at, told_until or session.silent_since or book.now))
    see_contact(session)


def _began_before(session: Session, at: datetime) -> bool:
    return session.transaction is not None and session.transaction.start_received_at < at


def _presume(session: Session, at: datetime, after: timedelta) -> None:
    session.silent_since = session.silent_since or at
    session.presumed_over_at = at + after
