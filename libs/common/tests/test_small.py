"""Ids, tokens, envelopes."""

from datetime import UTC, datetime
from uuid import RFC_4122

from common.events import Envelope, encode
from common.ids import uuid7
from common.tokens import keyed_hash, sign_number, verify_number
from hypothesis import given
from hypothesis import strategies as st

KEY = b"k" * 32


def test_ids_sort_by_time_and_are_version_7() -> None:
    first, second = uuid7(), uuid7()
    assert (first.version, second.version, first.variant) == (7, 7, RFC_4122)
    assert first.int >> 80 <= second.int >> 80


@given(st.integers(0, 2**40 - 1))
def test_a_signed_number_is_short_and_reads_back(number: int) -> None:
    token = sign_number(KEY, "SC", number)
    assert len(token) == 16
    assert verify_number(KEY, "SC", token.lower()) == number
    assert verify_number(b"other" * 8, "SC", token) is None


@given(st.text(max_size=40))
def test_a_text_that_is_no_token_is_none(text: str) -> None:
    assert verify_number(KEY, "SC", text) is None


def test_a_keyed_hash_ignores_case_and_blanks() -> None:
    assert keyed_hash(KEY, " ab12 ") == keyed_hash(KEY, "AB12") != keyed_hash(KEY, "AB13")


def test_an_envelope_reads_what_was_written_and_ignores_more() -> None:
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    raw = encode("note.written.v1", {"id": uuid7(), "at": now}, source="/tests", subject="a", time=now)
    read = Envelope.decode(raw.replace(b'{"specversion"', b'{"future":1,"specversion"'), key="a")
    assert (read.type, read.subject, read.time, read.data["at"]) == (
        "note.written.v1",
        "a",
        now,
        "2026-11-25T12:00:00Z",
    )
