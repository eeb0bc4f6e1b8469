"""Who listens: each hint goes to every browser that may know of it."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import structlog
from common.auth import Principal
from prometheus_client import Counter, Gauge

from notifications_api.stream.hints import Hint, resync_frame
from notifications_api.stream.ring import Entry, Ring

log = structlog.get_logger()
LISTENERS = Gauge("stream_listeners", "Open streams")
HINTS = Counter("stream_hints_total", "Hints published", ["type"])
CUTS = Counter("stream_cuts_total", "Streams closed because the browser was too slow")


class Listener:
    """One open stream: a bounded queue of frames. `closed` is done once the browser was too slow."""

    def __init__(self, principal: Principal, capacity: int, above: frozenset[UUID] = frozenset()) -> None:
        self.principal, self._capacity, self._above = principal, capacity, above
        self._frames: deque[bytes] = deque()
        self._wake = asyncio.Event()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.is_finished = False

    def offer(self, entry: Entry) -> None:
        if entry.hint is not None and not entry.hint.is_for(self.principal, self._above):
            return
        self.give(entry.frame)

    def give(self, frame: bytes) -> None:
        """For a listener that keeps up; one that does not is cut and comes back."""
        if len(self._frames) >= self._capacity:
            self._cut()
            return
        self.push(frame)

    def push(self, frame: bytes) -> None:
        self._frames.append(frame)
        self._wake.set()

    def finish(self) -> None:
        """Ends the stream in good order after what still waits."""
        self.is_finished = True
        self._wake.set()

    async def take(self, seconds: float) -> bytes:
        """All that waits, as one piece; empty when nothing came within this time."""
        if not self._frames:
            self._wake.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._wake.wait()
            except TimeoutError:
                return b""
        frames = b"".join(self._frames)
        self._frames.clear()
        return frames

    def _cut(self) -> None:
        if not self.closed.done():
            log.info("stream.cut", principal=self.principal.login, waiting=len(self._frames))
            CUTS.inc()
            self.closed.set_result(None)


class Hub:
    def __init__(self, ring: Ring, queue_size: int) -> None:
        self._ring, self._queue_size = ring, queue_size
        self._listeners: set[Listener] = set()

    @property
    def listeners(self) -> int:
        return len(self._listeners)

    def publish(self, hint: Hint) -> None:
        HINTS.labels(hint.type).inc()
        self._spread(self._ring.append(hint))

    def resync(self) -> None:
        """For everybody, also for those who come back later: what happened in between is not known."""
        self._spread(self._ring.append(None))

    def close(self) -> None:
        """The process stops: every browser comes back to another one, or to the next."""
        for listener in self._listeners:
            listener.finish()

    @contextmanager
    def listening(
        self, principal: Principal, last_event_id: int | None, above: frozenset[UUID] = frozenset()
    ) -> Iterator[Listener]:
        """A listener, with what it has missed since `last_event_id` (None: it has just loaded its page)."""
        listener = Listener(principal, self._queue_size, above)
        self._welcome(listener, last_event_id)
        self._listeners.add(listener)
        LISTENERS.set(len(self._listeners))
        try:
            yield listener
        finally:
            self._listeners.discard(listener)
            LISTENERS.set(len(self._listeners))

    def _welcome(self, listener: Listener, last_event_id: int | None) -> None:
        if last_event_id is None:
            # an event without data is not dispatched, but a browser remembers its number for its next visit
            listener.push(b"id: %d\n\n" % self._ring.last)
        else:
            self._catch_up(listener, last_event_id)

    def _catch_up(self, listener: Listener, last_event_id: int) -> None:
        missed = self._ring.after(last_event_id)
        if missed is None or len(missed) > self._queue_size:
            listener.push(resync_frame(self._ring.last))
            return
        for entry in missed:
            listener.offer(entry)

    def _spread(self, entry: Entry) -> None:
        for listener in self._listeners:
            listener.offer(entry)
