"""Sessions that end without being told so, and transactions that change their session."""

from datetime import datetime

from sessions_api.reconciliation.book import Book
from sessions_api.sessions.models import Session
from sessions_api.transactions.models import CLOSED_BY_RULE

_OF_READINGS = (
    "power_w",
    "power_at",
    "max_power_w",
    "max_current_a",
    "min_current_a",
    "power_limit_w",
    "power_limit_at",
    "voltage_over_500",
    "soc_start",
    "soc_start_at",
    "soc_end",
    "soc_end_at",
    "efficiency",
    "is_efficiency_final",
)
_OF_STARTER = (
    "credential_id",
    "user_energy_wh",
    "told_energy_wh",
    "allowed_seconds",
    "stop_wanted",
    "stop_wanted_at",
    "start_user_label",
    "user_label",
    "start_source",
    "stop_source",
    "stop_user_label",
    "payer_kind",
    "payer_id",
    "payer_label",
)
_OF_TRANSACTION = ("OCPPSession", "StartOffline", "AuthorizationDisabled")


def close_by_rule(book: Book, session: Session, at: datetime) -> None:
    """Ends the session at `at`; a transaction without its stop ends there too, with its last register."""
    transaction = session.transaction
    if transaction is not None and transaction.is_open:
        transaction.close_by_rule(at)
        session.finish_efficiency(at)
        book.note(session, at, CLOSED_BY_RULE)
    end_session(session, at)


def end_session(session: Session, at: datetime) -> None:
    """Ends the session. A status that its transaction has outlived says nothing about the end: B2 stands for it."""
    session.end(at)
    status = session.controller_status or ""
    if session.transaction is not None and status[:1] in {"", "B", "C"}:
        session.controller_status = "B2"


def detach(book: Book, live: Session) -> Session:
    """Undoes an adoption: the late transaction gets a session of its own, the live one is as its statuses told."""
    transaction, opened_at = live.transaction, live.opened_at
    assert transaction is not None
    assert opened_at is not None
    book.forget_transaction(live)
    fresh = Session.open(live.station_id, live.connector_number, opened_at)
    own = book.open_session((live.station_id, live.connector_number), transaction.started_at, is_late=True)
    _hand_over(live, own, fresh)
    live.transaction, live.transaction_number, live.started_at = None, None, opened_at
    own.take(transaction)
    book.know(own)
    book.history.move(live.id, own.id, opened_at)
    return own


def _hand_over(live: Session, own: Session, fresh: Session) -> None:
    """What came with the transaction goes with it."""
    for name in (*_OF_READINGS, *_OF_STARTER):
        setattr(own, name, getattr(live, name))
        setattr(live, name, getattr(fresh, name))
    for code in _OF_TRANSACTION:
        if code in live.flags:
            live.unflag(code)
            own.flag(code)
