"""How often a reader takes a batch: at once while little comes, at most so many a second in the long run.

A batch has a price of its own (a fetch, a transaction, a commit), whatever it holds. Without a pace a busy reader takes
a handful of messages hundreds of times a second, and five readers of one topic fill a core with that alone.
"""

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import Final

PER_SECOND: Final = 12.0
BURST: Final = 6.0


class Pacing:
    """Call `rest` before each batch and `note` after it was fetched. A batch that was full is followed at once."""

    def __init__(
        self, per_second: float = PER_SECOND, burst: float = BURST, now: Callable[[], float] = monotonic
    ) -> None:
        self._per_second, self._burst, self._now = per_second, burst, now
        self._left, self._at, self._is_behind = burst, now(), False

    def note(self, *, is_full: bool) -> None:
        """A batch was taken; `is_full`: there is more than fits into one."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second) - 1
        self._at, self._is_behind = now, is_full

    @property
    def seconds(self) -> float:
        """How long the next batch has to wait for company."""
        missing = 1 - self._left - (self._now() - self._at) * self._per_second
        return 0.0 if self._is_behind else max(0.0, missing / self._per_second)

    async def rest(self) -> None:
        if (seconds := self.seconds) > 0:
            await asyncio.sleep(seconds)
