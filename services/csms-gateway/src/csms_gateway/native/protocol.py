"""smartcharging.v1 as a protocol of the gateway, and the journals that it writes down."""

import asyncio
from dataclasses import dataclass
from typing import Final

from csms_gateway.conversation import Caller
from csms_gateway.native.conversation import NativeConversation
from csms_gateway.native.journal import Journals
from csms_gateway.native.tools import NativeTools
from csms_gateway.replicas.store import ReplicaStore

NATIVE: Final = "native"
SUBPROTOCOL: Final = "smartcharging.v1"
_SAVE_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True)
class NativeProtocol:
    """Implements ProtocolFamily."""

    journals: Journals
    tools: NativeTools

    @property
    def name(self) -> str:
        return NATIVE

    def begin(self, caller: Caller) -> NativeConversation:
        return NativeConversation(caller, self.journals.of(caller.station_id), self.tools)


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
