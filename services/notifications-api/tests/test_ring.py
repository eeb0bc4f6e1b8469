"""Numbers that only one process ever counted, and what came after each of them."""

import itertools

from common.ids import uuid7
from notifications_api.stream.hints import Hint
from notifications_api.stream.ring import Ring, new_base


def _hint() -> Hint:
    return Hint("station", uuid7(), 1, frozenset(), "stations:read")


class TestRing:
    def test_it_gives_what_came_after_a_number(self) -> None:
        ring = Ring(10, base=100)
        entries = [ring.append(_hint()) for _ in range(3)]
        assert [entry.sequence for entry in entries] == [101, 102, 103]
        assert ring.after(100) == entries
        assert ring.after(102) == entries[2:]
        assert ring.after(103) == []

    def test_it_does_not_know_what_it_has_forgotten_or_never_counted(self) -> None:
        ring = Ring(2, base=100)
        entries = [ring.append(_hint()) for _ in range(5)]
        assert ring.after(103) == entries[3:]
        assert ring.after(102) is None
        assert ring.after(106) is None
        assert ring.after(-1) is None

    def test_an_empty_one_knows_only_its_beginning(self) -> None:
        ring = Ring(2, base=100)
        assert ring.after(100) == []
        assert ring.after(99) is None

    def test_the_numbers_of_two_starts_do_not_meet(self) -> None:
        bases = sorted(new_base() for _ in range(50))
        assert all(later - earlier > 100_000 for earlier, later in itertools.pairwise(bases))
