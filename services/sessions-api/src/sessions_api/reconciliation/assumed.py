"""A transaction whose start was never told (quirks T5, T14): made of what was told later, completed when it comes."""

from uuid import UUID, uuid5

from sessions_api.facts import MeterValues, Token, TransactionEnded, TransactionStarted
from sessions_api.moments import is_late, plausible
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.starts import begin_transaction
from sessions_api.sessions.models import Session
from sessions_api.transactions.models import Transaction

_NOBODY = Token()


def begin_assumed(book: Book, fact: MeterValues | TransactionEnded) -> Session | None:
    """The session of the transaction that `fact` speaks of; None when its connector cannot be known either."""
    connector_number = fact.connector_number or _only_connector(book, fact.station_id)
    if not connector_number:
        return None
    session = begin_transaction(book, _assumed(fact, connector_number))
    if session is not None and session.transaction is not None:
        session.transaction.assume_start()
    return session


def assume_in(book: Book, session: Session, fact: MeterValues | TransactionEnded) -> None:
    """Gives a session without transaction the one that `fact` speaks of."""
    transaction = Transaction.begin(_assumed(fact, session.connector_number))
    transaction.assume_start()
    session.take(transaction)
    book.know(session)


def _only_connector(book: Book, station_id: UUID) -> int | None:
    station = book.stations.get(station_id)
    numbers = [item["number"] for item in station.connectors] if station is not None else []
    return numbers[0] if len(numbers) == 1 else None


def _assumed(fact: MeterValues | TransactionEnded, connector_number: int) -> TransactionStarted:
    """Begun with the earliest that is told of it."""
    end = fact.device_at if isinstance(fact, TransactionEnded) else None
    moments = [plausible(sample.at, fact.received_at) for sample in fact.samples if sample.at is not None]
    at = min([*moments, plausible(end, fact.received_at)])
    return TransactionStarted(
        station_id=fact.station_id,
        connector_number=connector_number,
        transaction_key=uuid5(fact.station_id, f"assumed\x1f{fact.transaction_number}\x1f{at.isoformat()}"),
        transaction_number=fact.transaction_number or "",
        token=fact.token or _NOBODY,
        authorization=(fact.authorization if isinstance(fact, MeterValues) else None) or "accepted",
        meter_start_wh=None,
        sequence=fact.sequence,
        device_at=at,
        received_at=fact.received_at,
        is_late=is_late(at, fact.received_at),
    )
