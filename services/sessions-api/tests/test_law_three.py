"""Law 3: every physical session exactly once, with the energy of its registers, whatever the network does."""

from datetime import timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from sessions_api.reconciliation.apply import StationFact, apply
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.unit import _FACTS
from sessions_api.sessions.models import Session

from .factories import NOW, Message, Plug, envelope
from .physical import STATION, Physical, World, key_of, worlds


def fact(message: Message) -> StationFact:
    return _FACTS[message.type].model_validate(envelope(message).data)


def replayed(world: World) -> Book:
    """The same Book again and again is a database that forgets nothing."""
    book = Book(NOW + timedelta(hours=10))
    for batch in world.batches:
        apply(book, [fact(message) for message in batch])
        assert_never_two_open(book)
    return book


def assert_never_two_open(book: Book) -> None:
    taken = [(one.station_id, one.connector_number, one.is_late) for one in book.sessions.values() if one.is_open]
    assert len(taken) == len(set(taken))


def assert_exactly_once(lives: list[Physical], sessions: list[Session], station: UUID = STATION) -> None:
    by_key = {one.transaction.transaction_key: one for one in sessions if one.transaction}
    assert len(sessions) == len(lives)
    for life in lives:
        session, plug = by_key[key_of(life, station)], Plug()
        transaction = session.transaction
        assert transaction is not None
        assert (transaction.started_at, transaction.ended_at) == (plug.time(life.started), plug.time(life.stopped))
        assert (transaction.energy_wh, session.energy_wh) == (life.energy_wh, life.energy_wh)
        assert not transaction.is_closed_by_rule


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(worlds())
def test_drop_duplicate_reorder_late_and_repeated_batches_change_nothing(world: World) -> None:
    assert_exactly_once(world.all_lives, list(replayed(world).sessions.values()))
