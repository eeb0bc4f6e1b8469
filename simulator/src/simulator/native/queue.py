"""The station's queue of durable messages: numbered, kept until acknowledged, sent again as it was."""

import asyncio
import json
from collections import deque
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from simulator.native.generated.messages import Message, Queue

_encoder = msgspec.json.Encoder()


class MessageQueue:
    """First in, first out; with a file it outlives the process, its numbers too."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self.id = str(uuid4())
        self.last_sequence = self.acknowledged_sequence = 0
        self._messages: deque[tuple[int, bytes]] = deque()
        self.notes: dict[str, Any] = {}
        """What the station has to remember together with its queue; written down with it."""
        self._changed, self._moved = asyncio.Event(), asyncio.Event()
        self._load()
        self._signal()

    def __len__(self) -> int:
        return len(self._messages)

    def put(self, message: Message) -> int:
        """Number a durable message and keep it; the number."""
        self.last_sequence += 1
        message.sequence = self.last_sequence  # type: ignore[union-attr]  # durable messages only
        self._messages.append((self.last_sequence, _encoder.encode(message)))
        self._settle()
        return self.last_sequence

    def acknowledge(self, sequence: int) -> None:
        """Forget everything up to this number: it is stored for good."""
        self.acknowledged_sequence = max(self.acknowledged_sequence, min(sequence, self.last_sequence))
        while self._messages and self._messages[0][0] <= sequence:
            self._messages.popleft()
        self._settle()

    def passport(self) -> Queue:
        """What hello says of the queue."""
        return Queue(id=self.id, last_sequence=self.last_sequence, acknowledged_sequence=self.acknowledged_sequence)

    async def after(self, sequence: int, window: int) -> tuple[int, bytes]:
        """The first message beyond that number, as soon as it is there and the window lets it go."""
        while True:
            self._changed.clear()
            if sequence - self.acknowledged_sequence < window:
                waiting = next((item for item in self._messages if item[0] > sequence), None)
                if waiting is not None:
                    return waiting
            await self._changed.wait()

    async def acknowledged(self, sequence: int) -> None:
        """Wait until everything up to this number is stored."""
        while self.acknowledged_sequence < sequence:
            self._moved.clear()
            await self._moved.wait()

    def _settle(self) -> None:
        self._signal()
        self._save()

    def _signal(self) -> None:
        self._changed.set()
        self._moved.set()

    def _save(self) -> None:
        if self._file is None:
            return
        state = {
            "id": self.id,
            "last_sequence": self.last_sequence,
            "acknowledged_sequence": self.acknowledged_sequence,
            "messages": [[sequence, text.decode()] for sequence, text in self._messages],
            "notes": self.notes,
        }
        partial = self._file.with_suffix(".partial")
        partial.write_text(json.dumps(state), encoding="utf-8")
        partial.replace(self._file)

    def _load(self) -> None:
        if self._file is None or not self._file.exists():
            return
        state: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        self.id, self.last_sequence = state["id"], state["last_sequence"]
        self.acknowledged_sequence = state["acknowledged_sequence"]
        self._messages.extend((sequence, text.encode()) for sequence, text in state["messages"])
        self.notes.update(state["notes"])
