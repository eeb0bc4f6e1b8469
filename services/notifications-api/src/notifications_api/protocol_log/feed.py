"""Who watches which station: its frames go to them and to nobody else."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

import orjson
from common.auth import Principal
from prometheus_client import Gauge

from notifications_api.stream.hub import Listener

WATCHERS = Gauge("protocol_log_watchers", "Open streams of frames")
GAP: Final = b"event: resync\ndata: {}\n\n"
"""Frames may be missing here: the page reads the log anew."""


class Feed:
    """`watched` is set while anybody watches; only then are frames read at all."""

    def __init__(self, queue_size: int) -> None:
        self._queue_size = queue_size
        self._listeners: dict[UUID, set[Listener]] = defaultdict(set)
        self.watched = asyncio.Event()

    def wants(self, station_id: UUID) -> bool:
        return station_id in self._listeners

    def publish(self, station_id: UUID, frame: dict[str, Any]) -> None:
        event = b"event: frame\ndata: %s\n\n" % orjson.dumps(frame)
        for listener in self._listeners.get(station_id, ()):
            listener.give(event)

    def gap(self) -> None:
        """The reading was interrupted, or begins: what came before is not known."""
        for listener in self._everybody():
            listener.give(GAP)

    def close(self) -> None:
        for listener in self._everybody():
            listener.finish()

    @contextmanager
    def watching(self, principal: Principal, station_id: UUID) -> Iterator[Listener]:
        listener = Listener(principal, self._queue_size)
        self._listeners[station_id].add(listener)
        self._count()
        try:
            yield listener
        finally:
            self._listeners[station_id].discard(listener)
            if not self._listeners[station_id]:
                del self._listeners[station_id]
            self._count()

    def _everybody(self) -> list[Listener]:
        return [listener for listeners in self._listeners.values() for listener in listeners]

    def _count(self) -> None:
        watchers = len(self._everybody())
        WATCHERS.set(watchers)
        self.watched.set() if watchers else self.watched.clear()
