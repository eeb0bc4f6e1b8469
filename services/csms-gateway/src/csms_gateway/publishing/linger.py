"""How long the first record of a flush waits for company: a moment when few come, longer when many do.

Each batch costs gateway, broker and every reader the same, whether it holds one record or twenty; with a dozen
partitions three milliseconds of a busy gateway are a dozen batches of one record. Nobody notices twenty more.
"""

from math import exp
from typing import Final

_MEMORY_SECONDS: Final = 0.5
_WANTED: Final = 72
"""Records of a flush beyond which more company would save little."""
_COMPANY: Final = 4
"""Who may not hope for so many has no reason to wait longer."""


class Linger:
    """`note` each flush; `seconds` is the wait before the next one."""

    def __init__(self, shortest: float, longest: float) -> None:
        self._shortest, self._longest = shortest, max(shortest, longest)
        self._rate, self._at = 0.0, 0.0

    def note(self, count: int, now: float) -> None:
        """So many records were sent at loop time `now`."""
        passed = max(now - self._at, 1e-4)
        weight = 1 - exp(-passed / _MEMORY_SECONDS)
        self._rate += weight * (count / passed - self._rate)
        self._at = now

    @property
    def seconds(self) -> float:
        if self._rate * self._longest < _COMPANY:
            return self._shortest
        return min(self._longest, max(self._shortest, _WANTED / self._rate))
