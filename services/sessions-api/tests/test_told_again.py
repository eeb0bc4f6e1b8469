"""A database put back to an older day is told everything again: a session is the one that it was."""

from datetime import UTC, datetime
from uuid import UUID

from sessions_api.facts import StatusChanged, TransactionEnded, TransactionStarted
from sessions_api.reconciliation.apply import StationFact, adopt_orphan, apply
from sessions_api.reconciliation.book import Book

from .factories import Message, Plug, envelope

NOW = datetime(2026, 11, 26, 14, tzinfo=UTC)


def fact(kind: type[StationFact], message: Message, fact_id: str) -> StationFact:
    told = envelope(message)
    return kind.model_validate({"received_at": told.time, "fact_id": fact_id, **told.data})


def opened_by(*facts: StationFact) -> set[UUID]:
    book = Book(NOW)
    apply(book, facts)
    return set(book.sessions)


def test_its_id_is_made_from_the_fact_that_opened_it() -> None:
    plug = Plug()
    status = fact(StatusChanged, plug.status("ready", 0), "status-1")
    first, second = (fact(TransactionStarted, plug.start(f"t{place}", at=place), f"start-{place}") for place in (1, 9))
    before = opened_by(status, first, second)
    assert len(before) == 2
    assert opened_by(status, first, second) == before
    assert opened_by(status) < before


def test_another_fact_of_the_same_moment_opens_another() -> None:
    plug = Plug()
    one, other = (fact(StatusChanged, plug.status("ready", 0), name) for name in ("status-1", "status-2"))
    assert opened_by(one) != opened_by(other)


def test_so_is_that_of_a_stop_whose_start_never_came() -> None:
    plug = Plug()
    stop = fact(TransactionEnded, plug.stop("t1", at=9, connector_number=plug.connector), "stop-1")

    def adopted() -> UUID:
        book = Book(NOW)
        apply(book, [stop])
        [[item]] = book.unmatched.values()
        session = adopt_orphan(book, item)
        assert session is not None
        return session.id

    assert adopted() == adopted()
