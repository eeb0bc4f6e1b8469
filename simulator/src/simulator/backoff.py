"""Waiting between tries."""

import random
from dataclasses import dataclass, field

FIRST_SECONDS = 0.1


@dataclass
class Backoff:
    """Doubling pauses up to `longest_seconds`, with jitter so that many stations do not come back at once."""

    longest_seconds: float = 1.0
    _next: float = field(default=FIRST_SECONDS, init=False)

    def pause(self) -> float:
        """Seconds to wait now."""
        seconds = self._next * random.uniform(0.7, 1.0)
        self._next = min(self._next * 2, self.longest_seconds)
        return seconds

    def reset(self) -> None:
        """Something succeeded: begin with a short pause again."""
        self._next = FIRST_SECONDS
