"""Who is connected, on disk: after a crash the connections of the last life are announced as gone."""

import asyncio
from typing import Final

from common.clock import Clock

from csms_gateway.connections.registry import Registry
from csms_gateway.events import DISCONNECTED, Delivery, Event
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.publishing.records import Record
from csms_gateway.replicas.store import ReplicaStore

_SAVE_SECONDS: Final = 1.0


class ConnectionBook:
    """Writes the registry down once a second, as far as it has changed."""

    def __init__(self, store: ReplicaStore, registry: Registry, events: GroupCommit, clock: Clock) -> None:
        self._store, self._registry, self._events, self._clock = store, registry, events, clock
        self._written: dict[str, int] = {}

    async def announce_lost(self) -> None:
        """Tell which connections ended with the last process. Their epochs are old: a newer one is not harmed."""
        lost = await self._store.connections()
        self._registry.start_after(max(lost.values(), default=0))
        now = self._clock.now()
        for station_id, epoch in lost.items():
            data = {"station_id": station_id, "epoch": epoch, "reason": "gateway restarted"}
            event = Event(DISCONNECTED, data)
            value = event.encode(station_id, now)
            record = Record(station_id.encode(), value, event.headers, Delivery.KEPT, slot="disconnected")
            self._events.append(record)
        await self._store.save_connections({}, lost)

    async def run(self) -> None:
        """Ends only by cancellation; the last state is then written too."""
        try:
            while True:
                await asyncio.sleep(_SAVE_SECONDS)
                await self.save()
        finally:
            await self.save()

    async def save(self) -> None:
        """Looks at what has changed only: thousands of connections a second would be looked at for nothing."""
        changes = dict(self._registry.changes)
        if not changes:
            return
        opened = {key: epoch for key, epoch in changes.items() if epoch is not None}
        closed = {key: self._written[key] for key in changes.keys() - opened.keys() if key in self._written}
        await self._store.save_connections(opened, closed)
        self._note_written(changes)

    def _note_written(self, changes: dict[str, int | None]) -> None:
        known = self._registry.changes
        for key, epoch in changes.items():
            if epoch is None:
                self._written.pop(key, None)
            else:
                self._written[key] = epoch
            if known.get(key) == epoch:
                known.pop(key, None)
