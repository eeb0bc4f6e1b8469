"""Numbers of a station's queue: what is new, what is stored, and what happens when somebody loses his memory."""

import pytest
from csms_gateway.native.generated.messages import Queue
from csms_gateway.native.journal import Journal, Journals
from csms_gateway.replicas.store import JournalRow


def queue(last: int, acknowledged: int = 0, queue_id: str = "q") -> Queue:
    return Queue(id=queue_id, last_sequence=last, acknowledged_sequence=acknowledged)


@pytest.fixture
def journal() -> Journal:
    """Ten messages accepted, seven of them stored."""
    journal = Journal()
    journal.open(queue(10))
    for sequence in range(1, 11):
        assert journal.accept(sequence)
    journal.confirm(journal.life, 7)
    return journal


def test_after_a_reconnect_the_rest_is_under_way_and_not_new(journal: Journal) -> None:
    journal.open(queue(12, 5))
    assert (journal.durable, journal.under_way) == (7, 3)
    assert [journal.accept(sequence) for sequence in (8, 9, 10, 11, 12)] == [False, False, False, True, True]


def test_another_gateway_has_stored_more(journal: Journal) -> None:
    journal.open(queue(40, 30))
    assert (journal.durable, journal.accept(30), journal.accept(31)) == (30, False, True)


def test_a_new_queue_begins_anew(journal: Journal) -> None:
    before = journal.life
    journal.open(queue(3, queue_id="after the reset"))
    assert (journal.durable, journal.accept(1)) == (0, True)
    journal.confirm(before, 10)
    assert journal.durable == 0, "what the old queue had under way confirms nothing of the new one"


def test_numbers_that_went_back_begin_anew(journal: Journal) -> None:
    journal.open(queue(2))
    assert (journal.durable, journal.accept(1)) == (0, True)


def test_an_acknowledgement_that_was_never_given_is_not_believed_beyond_the_last_number() -> None:
    journal = Journal()
    journal.open(queue(3, 99))
    assert (journal.durable, journal.accept(4)) == (3, True)


def test_a_gap_is_seen_and_forgiven(journal: Journal) -> None:
    assert not journal.is_gap(11)
    assert journal.is_gap(12)
    assert journal.accept(12)


def test_a_leap_is_a_mistake_unless_hello_promised_it(journal: Journal) -> None:
    assert not journal.is_absurd(9_000)
    assert journal.is_absurd(1 << 40)
    journal.open(queue(1 << 40))
    assert not journal.is_absurd(1 << 40)


def test_the_newest_socket_hears_of_it(journal: Journal) -> None:
    heard: list[int] = []
    journal.on_durable = lambda: heard.append(journal.durable)
    for sequence in (9, 8, 10):
        journal.confirm(journal.life, sequence)
    assert heard == [9, 10]


def test_only_what_changed_is_written_down() -> None:
    journals = Journals()
    journals.fill([JournalRow("a", "q", 5, None), JournalRow("b", "q", 6, "x")])
    journals.of("a").open(queue(9))
    assert (journals.of("a").durable, journals.changes()) == (5, [])
    journals.of("a").accept(6)
    journals.of("a").confirm(journals.of("a").life, 6)
    assert (journals.changes(), journals.changes()) == ([JournalRow("a", "q", 6, None)], [])
