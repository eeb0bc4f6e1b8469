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
        present = {connection.station_id: connection.epoch for connection in self._registry}
        opened = {key: epoch for key, epoch in present.items() if self._written.get(key) != epoch}
        closed = {key: epoch for key, epoch in self._written.items() if key not in present}
        if opened or closed:
            await self._store.save_connections(opened, closed)
        self._written = present
