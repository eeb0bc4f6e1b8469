"""Not every change is worth a hint of its own: changes of one thing within a moment become one.

The moment serves a second end. A station's status reaches stations-api and us at the same time; a browser that asked
at once would be told the old state. So a hint about a fact that others still have to apply waits a little, and is said
once more when everything has been quiet for a while: an owner that was slow must not leave a page wrong.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from notifications_api.stream.hints import Hint


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: a hint waits `delay`, two about one thing are `gap` apart, «was in touch» counts after `seen_gap`.

    `echo` after the last hint about a thing it is said again (0: never).
    """

    delay: float
    gap: float = 0
    seen_gap: float = 0
    echo: float = 0


STATIONS: Final = Pace(delay=0.2, gap=0.5, seen_gap=5, echo=2)
CHARGES: Final = Pace(delay=0.2, echo=2)
THINGS: Final = Pace(delay=0.2)
"""Their owner tells of what it has saved: no echo."""
Subject = tuple[str, UUID | str | None]


class Gatherer:
    """Publishes hints at a pace; the last change is never lost."""

    def __init__(self, publish: Callable[[Hint], None], pace: Pace) -> None:
        self._publish, self._pace = publish, pace
        self._waiting: dict[Subject, Hint] = {}
        self._published_at: dict[Subject, float] = {}
        self._echoes: dict[Subject, asyncio.TimerHandle] = {}

    def changed(self, hint: Hint) -> None:
        if (waiting := self._waiting.get(hint.subject)) is not None:
            self._waiting[hint.subject] = waiting.merged(hint)
            return
        self._waiting[hint.subject] = hint
        loop = asyncio.get_running_loop()
        due = max(loop.time() + self._pace.delay, self._last(hint.subject) + self._pace.gap)
        loop.call_at(due, self._due, hint.subject)

    def seen(self, hint: Hint) -> None:
        """A sign of life without a change: worth a hint only when there was none for a while."""
        if self.is_quiet(hint.subject):
            self.changed(hint)

    def is_quiet(self, thing: Subject) -> bool:
        return asyncio.get_running_loop().time() - self._last(thing) >= self._pace.seen_gap

    def _last(self, thing: Subject) -> float:
        return self._published_at.get(thing, float("-inf"))

    def _due(self, thing: Subject) -> None:
        if self._pace.gap:
            self._published_at[thing] = asyncio.get_running_loop().time()
        hint = self._waiting.pop(thing)
        self._publish(hint)
        if self._pace.echo:
            self._echo_later(hint)

    def _echo_later(self, hint: Hint) -> None:
        if (earlier := self._echoes.pop(hint.subject, None)) is not None:
            earlier.cancel()
        self._echoes[hint.subject] = asyncio.get_running_loop().call_later(self._pace.echo, self._echo, hint)

    def _echo(self, hint: Hint) -> None:
        del self._echoes[hint.subject]
        self._publish(hint)
