"""Kills at moments of the replay: when so many sessions are told, so that a slow machine breaks at the same place."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from launcher.testing import Stack

VICTIMS = (
    "csms-gateway",
    "sessions-api",
    "billing-api",
    "stations-api",
    "identity-api",
    "updates-api",
    "notifications-api",
    "kafka",
    "postgres",
    "nginx",
)
PHASE = "Sessions"
PATIENCE_SECONDS = 300.0
"""A start of Kafka costs seconds of processor time: on a machine that is busy elsewhere that may be minutes."""


@dataclass
class Progress:
    """A reporter of the replay that lets others wait for a number of told sessions."""

    told: int = 0
    _phase: str = ""
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    def phase(self, name: str, total: int) -> None:
        self._phase = name

    def advance(self, pieces: int = 1) -> None:
        if self._phase == PHASE:
            self.told += pieces
            self._moved.set()

    def note(self, text: str) -> None:
        print(text)

    async def reached(self, count: int) -> None:
        while self.told < count:
            self._moved.clear()
            await self._moved.wait()


@dataclass(frozen=True)
class Kill:
    victim: str
    at: int
    """Told sessions at which it is killed."""


def schedule(seed: int, sessions: int) -> list[Kill]:
    """Every victim once, at random moments of the first nine tenths."""
    rng = random.Random(seed)
    moments = sorted(rng.sample(range(5, sessions * 9 // 10), len(VICTIMS)))
    return [Kill(victim, at) for victim, at in zip(rng.sample(VICTIMS, len(VICTIMS)), moments, strict=True)]


async def carry_out(kills: Sequence[Kill], stack: Stack, progress: Progress) -> dict[str, float]:
    """Seconds from each kill -9 until the successor is up and reads its topics again."""
    seconds = {}
    for kill in kills:
        await progress.reached(kill.at)
        seconds[kill.victim] = await asyncio.to_thread(stack.kill, kill.victim, PATIENCE_SECONDS)
        print(f"  {kill.victim:<17} killed at {kill.at:>4} sessions, back after {seconds[kill.victim]:5.1f} s")
    return seconds
