"""Which messages of a transaction have arrived (OCPP 2.0.1, seqNo): gaps are seen, duplicates are not counted (T14)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

SEQUENCE_GAP = "sequence_gap"
MOST_RANGES = 50
"""A station that counts at random would otherwise fill the row."""


class SequenceColumns:
    """`sequences`: ranges [first, last] that have arrived, in order; NULL where the protocol does not count."""

    sequences: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))

    def has_gap_after(self, number: int) -> bool:
        """Takes a message's number over; whether one between two that came is missing."""
        ranges = with_number(self.sequences or [], number)
        if ranges != self.sequences and len(ranges) <= MOST_RANGES:
            self.sequences = ranges
        return len(ranges) > 1


def with_number(ranges: Sequence[Sequence[int]], number: int) -> list[list[int]]:
    """The ranges with one more number, merged where they meet."""
    merged: list[list[int]] = []
    for first, last in sorted([*(list(one) for one in ranges), [number, number]]):
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(last, merged[-1][1])
        else:
            merged.append([first, last])
    return merged
