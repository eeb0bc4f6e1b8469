"""A transaction begins: the session that it belongs to (docs/adr/0001-session-reconciliation.md)."""

from datetime import datetime, timedelta

from sessions_api.commands.joining import join_start_command
from sessions_api.facts import MeterValues, Token, TransactionStarted
from sessions_api.moments import plausible
from sessions_api.reconciliation.book import Book, Connector
from sessions_api.reconciliation.closing import close_by_rule, detach
from sessions_api.sessions.models import Session
from sessions_api.sessions.payers import payer_of
from sessions_api.sessions.sources import start_source, start_user_label
from sessions_api.transactions.models import Transaction

AROUND = timedelta(minutes=2)
"""A status may be stamped a little later than the transaction that it announces."""


def begin_transaction(book: Book, fact: TransactionStarted) -> Session | None:
    """The session that took the transaction; None when the transaction was known already (quirk T1)."""
    if book.has_transaction(fact.transaction_key):
        return None
    if (assumed := _assumed(book, fact)) is not None:
        return _completed(book, assumed, fact)
    transaction = Transaction.begin(fact)
    session = _session_for(book, transaction)
    session.take(transaction)
    _introduce(book, session, fact.token, fact.authorization, start_source(fact.token, fact.start_source))
    if fact.limits is not None:
        session.see_limits(fact.limits, transaction.started_at)
    book.know(session)
    if not session.is_open and session.ended_at is not None:
        transaction.close_by_rule(session.ended_at)
    return session


def _assumed(book: Book, fact: TransactionStarted) -> Session | None:
    """The session of that number that was made without its start and cannot have begun before it."""
    told = plausible(fact.device_at, fact.received_at)
    known = book.of_number(fact.station_id, fact.transaction_number)
    waiting = [session for session in known if session.transaction and session.transaction.is_start_assumed]
    fitting = [session for session in waiting if session.started_at + AROUND >= told or session.opened_at is not None]
    return min(fitting, key=lambda session: session.started_at, default=None)


def _completed(book: Book, session: Session, fact: TransactionStarted) -> Session:
    transaction = session.transaction
    assert transaction is not None
    book.forget_transaction(session)
    before = transaction.meter_start_wh
    transaction.complete(fact)
    book.history.shift(session.id, before - transaction.meter_start_wh)
    session.started_at = min(session.started_at, transaction.started_at)
    _introduce(book, session, fact.token, fact.authorization, start_source(fact.token, fact.start_source))
    book.know(session)
    return session


def authorize(book: Book, session: Session, fact: MeterValues) -> None:
    """Somebody presented himself in a transaction that the plugged cable had begun (OCPP 2.x)."""
    transaction = session.transaction
    if fact.token is None or fact.token.kind == "none" or transaction is None or not transaction.is_anonymous:
        return
    transaction.identify(fact.token, fact.authorization or "accepted")
    session.unflag("AuthorizationDisabled")
    _introduce(book, session, fact.token, fact.authorization or "accepted", start_source(fact.token))


def _introduce(book: Book, session: Session, token: Token, authorization: str, source: str | None) -> None:
    """Who started, and who pays."""
    session.pay_by(payer_of(token, authorization))
    session.start_source = source
    session.start_user_label = start_user_label(token)
    session.user_label, session.credential_id = token.user_label, token.credential_id
    if token.kind == "none" and not token.names_somebody:
        session.flag("AuthorizationDisabled")
    else:
        session.unflag("AuthorizationDisabled")
    join_start_command(session, book.commands.values())


def _session_for(book: Book, transaction: Transaction) -> Session:
    connector = (transaction.station_id, transaction.connector_number)
    host = _host(book, connector, transaction.started_at)
    if host is not None:
        return host
    live = book.live(connector)
    if live is None:
        return _beside(book, connector, transaction) if transaction.is_late else _live(book, connector, transaction)
    if transaction.is_late:
        return _adopted(book, live, transaction) or _beside(book, connector, transaction)
    if live.transaction is not None and transaction.started_at < live.transaction.started_at:
        return _beside(book, connector, transaction)
    return _live(book, connector, transaction)


def _host(book: Book, connector: Connector, at: datetime) -> Session | None:
    """A session told by statuses that has no transaction yet and was going on at that moment."""
    waiting = sorted(book.without_transaction(connector), key=lambda session: session.started_at, reverse=True)
    for margin in (timedelta(), AROUND):
        for session in waiting:
            if session.started_at - margin <= at and (session.ended_at is None or at < session.ended_at):
                return session
    return None


def _adopted(book: Book, live: Session, late: Transaction) -> Session | None:
    """The live session, when it charges and the late start can explain it (the station was out of contact)."""
    if not (live.controller_status or "").startswith("C"):
        return None
    if live.transaction is None:
        return live
    earlier = live.transaction
    if earlier.is_late and earlier.is_open and earlier.started_at < late.started_at and live.opened_at is not None:
        close_by_rule(book, detach(book, live), late.started_at)
        return live
    return None


def _live(book: Book, connector: Connector, transaction: Transaction) -> Session:
    """The connector's present: what was open before is over (quirk T6)."""
    _close_late_before(book, connector, transaction.started_at)
    live = book.live(connector)
    if live is not None and live.transaction is None and live.unplugged_at is None:
        return live
    if live is not None:
        close_by_rule(book, live, live.unplugged_at or transaction.started_at)
    return book.open_session(connector, transaction.started_at)


def _beside(book: Book, connector: Connector, transaction: Transaction) -> Session:
    """A session of the transaction's own bounds; it never touches the live one."""
    other = book.late(connector)
    if other is not None and transaction.started_at < other.started_at:
        return _superseded(book, connector, transaction.started_at, other.started_at)
    _close_late_before(book, connector, transaction.started_at)
    return book.open_session(connector, transaction.started_at, is_late=True)


def _superseded(book: Book, connector: Connector, started_at: datetime, ended_at: datetime) -> Session:
    """Its successor is known before it: over from the beginning, until its stop tells better."""
    older = book.open_session(connector, started_at, is_late=True)
    older.end(ended_at)
    return older


def _close_late_before(book: Book, connector: Connector, at: datetime) -> None:
    late = book.late(connector)
    if late is not None and late.started_at <= at:
        close_by_rule(book, late, at)
