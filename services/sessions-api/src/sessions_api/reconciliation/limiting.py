"""Running sessions of those who may not charge on are asked to end; attempts that were refused leave their mark."""

from datetime import timedelta

from sessions_api.facts import AuthorizationChecked
from sessions_api.reconciliation.book import Book
from sessions_api.sessions.limits import StopReason, reason_to_stop, source_of_refusal
from sessions_api.sessions.models import Session
from sessions_api.sessions.sources import start_user_label
from sessions_api.users.models import User

ASK_AGAIN_AFTER = timedelta(seconds=150)
"""A stop command that did not reach the station has expired by then (CMD-039)."""
STOP_REQUESTED, AUTHORIZATION_REFUSED = "stop_requested", "authorization_refused"


def limit_sessions(book: Book) -> None:
    """Looks at every running session whose user is limited; what has to end is in `book.stops` afterwards."""
    for session in book.sessions.values():
        user = book.users.get(session.payer_id) if _is_running(session) and session.payer_id else None
        if user is not None:
            _limit(book, session, user)


def _is_running(session: Session) -> bool:
    return session.is_open and session.has_running_transaction and session.payer_kind == "user"


def _limit(book: Book, session: Session, user: User) -> None:
    running_wh = book.running_wh(user.id)
    if session.user_energy_wh is None and user.energy_left_wh is not None:
        session.user_energy_wh = max(0, user.energy_left_wh - running_wh + session.energy_wh)
    reason = reason_to_stop(user, session.station_id, running_wh)
    if reason is None:
        session.stop_wanted, session.stop_wanted_at = None, None
    elif _is_due(book, session, reason):
        _ask(book, session, reason)


def _is_due(book: Book, session: Session, reason: StopReason) -> bool:
    asked_at = session.stop_wanted_at
    return session.stop_wanted != reason or asked_at is None or book.now - asked_at >= ASK_AGAIN_AFTER


def _ask(book: Book, session: Session, reason: StopReason) -> None:
    session.stop_wanted, session.stop_wanted_at = reason, book.now
    book.note(session, book.now, STOP_REQUESTED, reason=reason)
    book.stops[session.id] = reason


def see_refusal(book: Book, fact: AuthorizationChecked) -> None:
    """USR-093, USR-108: the attempt ends with the source that forbade it; a plug without a session leaves none."""
    session = _taken_by(book, fact)
    if session is None:
        return
    user = book.users.get(fact.token.user_id) if fact.token.user_id else None
    session.stop_source = source_of_refusal(fact.result, user, fact.station_id)
    session.start_user_label, session.user_label = start_user_label(fact.token), fact.token.user_label
    book.note(session, fact.received_at, AUTHORIZATION_REFUSED, result=fact.result, source=session.stop_source)


def _taken_by(book: Book, fact: AuthorizationChecked) -> Session | None:
    """The waiting session of that connector; without a connector the only one that waits at the station."""
    waiting = [one for one in book.open_of_station(fact.station_id) if one.transaction is None and not one.is_late]
    if fact.connector_number:
        waiting = [one for one in waiting if one.connector_number == fact.connector_number]
    return waiting[0] if len(waiting) == 1 else None
