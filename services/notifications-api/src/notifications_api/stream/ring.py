"""The last hints in memory, numbered, for browsers that come back with Last-Event-ID."""

import secrets
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from notifications_api.stream.hints import Hint, resync_frame

_SECOND_BITS = 40


def new_base() -> int:
    """Where a process starts to count: no number of another process or an earlier start lies in its range.

    The second of the start, then 40 bits: a random offset and room for the numbers of years.
    """
    return (int(time.time()) << _SECOND_BITS) + (secrets.randbits(_SECOND_BITS - 1))


@dataclass(frozen=True, slots=True)
class Entry:
    sequence: int
    hint: Hint | None
    """None: a resync, for everybody."""
    frame: bytes


class Ring:
    def __init__(self, size: int, base: int | None = None) -> None:
        self._first = self.last = base if base is not None else new_base()
        self._entries: deque[Entry] = deque(maxlen=size)

    def append(self, hint: Hint | None) -> Entry:
        self.last += 1
        frame = hint.frame(self.last) if hint else resync_frame(self.last)
        entry = Entry(self.last, hint, frame)
        self._entries.append(entry)
        return entry

    def after(self, sequence: int) -> Sequence[Entry] | None:
        """What came after this number; None when that is not known: too old, or counted by another process."""
        oldest = self.last - len(self._entries)
        if not max(oldest, self._first) <= sequence <= self.last:
            return None
        missed = self.last - sequence
        return list(self._entries)[len(self._entries) - missed :]
