"""Writes down what stations of OCPP 2.x said last, so that a gateway that starts anew knows it."""

import asyncio
from typing import Final

from common.clock import Clock

from csms_gateway.ocpp201.memory import Memories
from csms_gateway.replicas.store import ReplicaStore

_SAVE_SECONDS: Final = 1.0
_FRESH_SECONDS: Final = 3_600.0
"""Older ones are forgotten at start: meanwhile the station may have spoken to another gateway."""


class MemoryKeeper:
    """Reads the memories at start and writes them once a second, as far as they have changed."""

    def __init__(self, store: ReplicaStore, memories: Memories, clock: Clock) -> None:
        self._store, self._memories, self._clock = store, memories, clock

    async def load(self) -> None:
        self._memories.fill(await self._store.memories(since=self._now() - _FRESH_SECONDS))

    async def run(self) -> None:
        """Ends only by cancellation; the last state is then written too."""
        try:
            while True:
                await asyncio.sleep(_SAVE_SECONDS)
                await self.save()
        finally:
            await self.save()

    async def save(self) -> None:
        changes = self._memories.changes()
        if changes:
            await self._store.save_memories(changes, self._now())

    def _now(self) -> float:
        return self._clock.now().timestamp()
