"""The stations of a replay together."""

import asyncio
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """How a run treats its stations.

    `patience_seconds`: how long a station tries without a single answer before it gives up.
    `pause_seconds`: waited after each message; 0 sends as fast as the answers come.
    """

    patience_seconds: float = 300.0
    pause_seconds: float = 0.0


class Crowd:
    """The stations of a run. When `stays` is set, those that are done stay connected until the last one is."""

    def __init__(self, numbers: set[str], *, stays: bool) -> None:
        self.stays = stays
        self.all_told = asyncio.Event()
        self._telling = numbers

    def told(self, number: str) -> None:
        """A station has nothing more to tell."""
        self._telling.discard(number)
        if not self._telling:
            self.all_told.set()
