"""The station's queue of messages: what was not answered is sent again, in order, over the next line."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

STATUS = "status"
START = "start"
STOP = "stop"
METER = "meter"
CHARGING_STATE = "charging_state"
UPDATES = frozenset({METER, CHARGING_STATE})


@dataclass(frozen=True)
class Entry:
    """One thing that happened, in neutral words; each protocol says it in its own.

    `kind` is one of the constants above. Payloads (times as ISO 8601 text, registers in Wh, statuses and contexts in
    the words of OCPP 1.6): start {connector_id, id_tag, meter_start, timestamp}; meter {connector_id, meter_value:
    [{timestamp, sampled_value}]}; stop {meter_stop, timestamp, reason, id_tag, transaction_data}; status
    {connector_id, status, error_code, timestamp}; charging_state {connector_id, state, timestamp}.
    `transaction` is the station's own id of the running transaction, `sequence` counts the messages of a transaction
    from 0. `id` stays the same however often the message is sent.
    """

    kind: str
    payload: dict[str, Any]
    transaction: str | None = None
    sequence: int | None = None
    id: str = field(default_factory=lambda: str(uuid4()))


class Outbox:
    """First in, first out; with a file it outlives the process."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._entries: deque[Entry] = deque()
        self._transaction_ids: dict[str, str] = {}
        self.registers: dict[str, float] = {}
        """Meters in Wh by connector number, kept with the queue: a meter does not go back when switched off."""
        self.running: dict[str, dict[str, Any]] = {}
        """Running transactions by connector number, kept with the queue: see `simulator.station.memory`."""
        self._filled, self._emptied = asyncio.Event(), asyncio.Event()
        self.swaps: Callable[[], bool] = lambda: False  # whether two updates change places now
        self._load()
        self._signal()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def file(self) -> Path | None:
        """Where the queue is kept, if it is; a protocol with a memory of its own keeps it beside."""
        return self._file

    def put(self, entry: Entry) -> None:
        """Queue a message behind all others."""
        self._entries.append(entry)
        self._settle()

    async def head(self) -> Entry:
        """The oldest message, as soon as there is one; it stays until `answered`."""
        await self._filled.wait()
        if self.swaps() and len(self._entries) > 1 and {self._entries[0].kind, self._entries[1].kind} <= UPDATES:
            first, second = self._entries.popleft(), self._entries.popleft()
            self._entries.extendleft((first, second))
        return self._entries[0]

    def answered(self, entry: Entry, transaction_id: str | None) -> None:
        """Take the message out; the answer to a start may name the transaction's id."""
        if transaction_id is not None and entry.transaction is not None:
            self._transaction_ids[entry.transaction] = transaction_id
        if self._entries and self._entries[0] is entry:  # a status may have been dropped meanwhile
            self._entries.popleft()
        self._settle()

    def drop_statuses(self) -> None:
        """Forget statuses: after a reconnect the present ones are told anyway."""
        self._entries = deque(entry for entry in self._entries if entry.kind != STATUS)
        self._settle()

    def transaction_id(self, transaction: str) -> str | None:
        """The central system's id of a transaction, once its start was answered."""
        return self._transaction_ids.get(transaction)

    def transaction_of(self, transaction_id: str) -> str | None:
        """The station's own id of a transaction."""
        return next((own for own, told in self._transaction_ids.items() if told == transaction_id), None)

    async def drained(self, seconds: float) -> bool:
        """Wait until nothing is left, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                while self._entries:  # again: what is dropped to be told anew empties the queue for a moment
                    await self._emptied.wait()
        except TimeoutError:
            return False
        return True

    def _settle(self) -> None:
        self._signal()
        self._save()

    def _signal(self) -> None:
        if self._entries:
            self._filled.set()
            self._emptied.clear()
        else:
            self._filled.clear()
            self._emptied.set()

    def _save(self) -> None:
        if self._file is None:
            return
        state = {
            "entries": [asdict(entry) for entry in self._entries],
            "transaction_ids": self._transaction_ids,
            "registers": self.registers,
            "running": self.running,
        }
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps(state), encoding="utf-8")
        partial.replace(self._file)

    def _load(self) -> None:
        if self._file is None or not self._file.exists():
            return
        state = json.loads(self._file.read_text(encoding="utf-8"))
        self._entries.extend(Entry(**entry) for entry in state["entries"])
        self._transaction_ids.update(state["transaction_ids"])
        self.registers.update(state["registers"])
        self.running.update(state.get("running", {}))
