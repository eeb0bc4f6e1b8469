"""Ids that sort by time; those made of names are made again."""

from datetime import UTC, datetime, timedelta

from common.ids import uuid7, uuid7_of

AT = datetime(2026, 11, 26, 14, 30, 0, 5_000, tzinfo=UTC)


def test_the_same_names_give_the_same_id() -> None:
    assert uuid7_of(AT, "fact", 1, False) == uuid7_of(AT, "fact", 1, False)
    others = {uuid7_of(AT, "fact", 1, True), uuid7_of(AT, "fact", 2, False), uuid7_of(AT, "fac", "t", 1, False)}
    assert len(others | {uuid7_of(AT, "fact", 1, False)}) == 4


def test_they_are_of_version_7_and_sort_by_time() -> None:
    one, later = uuid7_of(AT, "z"), uuid7_of(AT + timedelta(milliseconds=1), "a")
    assert one.version == later.version == 7
    assert one < later
    assert one.int >> 80 == int(AT.timestamp() * 1000)


def test_a_clock_before_1970_is_no_error() -> None:
    assert uuid7_of(datetime(1969, 1, 1, tzinfo=UTC), "a").version == 7


def test_new_ones_differ() -> None:
    assert len({uuid7() for _ in range(1000)}) == 1000
