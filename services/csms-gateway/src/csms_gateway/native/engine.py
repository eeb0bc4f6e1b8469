"""What all native connections share, and what of it is written down."""

import asyncio
from dataclasses import dataclass
from typing import Final

from common.clock import Clock

from csms_gateway.authorization import Authorizer
from csms_gateway.connections.engine import SeenCommands
from csms_gateway.connections.registry import Registry
from csms_gateway.native.journal import Journals
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.replicas.store import ReplicaStore
from csms_gateway.settings import GatewaySettings

_SAVE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class NativeEngine:
    """Shared services of the native connections."""

    protocol: str
    authorizer: Authorizer
    journals: Journals
    seen_commands: SeenCommands
    registry: Registry
    events: GroupCommit
    frames: GroupCommit
    clock: Clock
    settings: GatewaySettings


class JournalKeeper:
    """Reads the journals at start and writes them down once a second, as far as they have changed.

    What a crash takes of this the station sends again: facts may then be doubled, never lost (at least once).
    """

    def __init__(self, store: ReplicaStore, journals: Journals) -> None:
        self._store, self._journals = store, journals

    async def load(self) -> None:
        self._journals.fill(await self._store.journals())

    async def run(self) -> None:
        """Ends only by cancellation; the last state is then written too."""
        try:
            while True:
                await asyncio.sleep(_SAVE_SECONDS)
                await self.save()
        finally:
            await self.save()

    async def save(self) -> None:
        changes = self._journals.changes()
        if changes:
            await self._store.save_journals(changes)
