"""Group commit: answers wait for acks=all, and everything that waits goes to Kafka in one request.

One batch per partition is outstanding, the rest accumulates until it returns: the batch grows with the load, and
aiokafka's own waiting queue, which can lose batches in seconds (performance.md 4b), is never entered.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import lru_cache, partial
from typing import Any, Final

import structlog
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from aiokafka.partitioner import murmur2

from csms_gateway.events import Delivery
from csms_gateway.metrics import COMMIT_SECONDS, EVENTS, WAITING
from csms_gateway.publishing.lane import Lane
from csms_gateway.publishing.linger import Linger
from csms_gateway.publishing.producers import Producers
from csms_gateway.publishing.records import Record

log = structlog.get_logger()
_SWEEP_SECONDS: Final = 0.25
_RETRY_SECONDS: Final = 0.2
_STALLED_SECONDS: Final = 2.0
_PRESSING_BYTES: Final = 65_536


@lru_cache(maxsize=65_536)
def key_hash(key: bytes) -> int:
    """The number by which Kafka's default partitioner places a key."""
    return int(murmur2(key)) & 0x7FFFFFFF


class GroupCommit:
    """Writes the records of one topic. `append` never blocks; `on_durable` of a record is called after acks=all."""

    def __init__(
        self, topic: str, producers: Producers, *, linger: Linger, kept_limit: int, lossy_limit_bytes: int
    ) -> None:
        self._topic, self._producers, self._linger = topic, producers, linger
        self._kept_limit, self._lossy_limit_bytes = kept_limit, lossy_limit_bytes
        # Until the partitions are known (Kafka away at start) everything waits in the lobby.
        self._lobby = Lane(-1)
        self._lanes: list[Lane] = []
        self._wake, self._is_pressed = asyncio.Event(), False
        # Set unless somebody drains: looking costs a round over all lanes.
        self._is_empty = asyncio.Event()
        self._is_empty.set()
        self._sent_at: dict[int, float] = {}

    def append(self, record: Record) -> None:
        """Take a record into the queue of its partition, behind all earlier ones of its key."""
        lanes = self._lanes
        lane = lanes[key_hash(record.key) % len(lanes)] if lanes else self._lobby
        if record.delivery is not Delivery.HELD and self._is_unwelcome(record, lane):
            EVENTS.add((self._topic, "dropped"))
            return
        lane.append(record)
        if not self._wake.is_set():
            self._wake.set()

    def _is_unwelcome(self, record: Record, lane: Lane) -> bool:
        shares = len(self._lanes) or 1
        if record.delivery is Delivery.LOSSY:
            return lane.size_bytes * shares > self._lossy_limit_bytes
        return not record.slot and len(lane.waiting) * shares > self._kept_limit

    async def run(self) -> None:
        """Send what waits, and give up on what waited too long. Ends only by cancellation."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send_loop())
            tasks.create_task(self._sweep_loop())

    @property
    def is_flowing(self) -> bool:
        """Kafka is there and takes what it is given."""
        now = asyncio.get_running_loop().time()
        return (
            self._producers.is_started
            and bool(self._lanes)
            and all(now - at < _STALLED_SECONDS for at in self._sent_at.values())
        )

    async def drain(self, seconds: float) -> None:
        """Wait until all is confirmed, at most so long."""
        self._is_empty.clear()
        self._note_empty()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._is_empty.wait()

    def _note_empty(self) -> None:
        if not any(lane.waiting or lane.outstanding for lane in self._all()):
            self._is_empty.set()

    def _all(self) -> Iterator[Lane]:
        yield self._lobby
        yield from self._lanes

    # --- sending

    async def _send_loop(self) -> None:
        while not self._lanes:
            await self._attempt(self._open_lanes)
        while True:
            await self._wake.wait()
            if not self._is_pressed:
                await asyncio.sleep(self._linger.seconds)
            self._is_pressed = False
            self._wake.clear()
            await self._attempt(self._send_waiting)

    async def _attempt(self, step: Callable[[AIOKafkaProducer], Awaitable[None]]) -> None:
        try:
            await step(await self._producers.get())
        except KafkaError as error:
            log.warning("kafka.send_failed", topic=self._topic, error=repr(error))
            self._wake_later()

    async def _send_waiting(self, producer: AIOKafkaProducer) -> None:
        free = sum(len(lane.waiting) for lane in self._lanes if not lane.outstanding)
        self._linger.note(free, asyncio.get_running_loop().time())
        for lane in self._lanes:
            if lane.waiting and not lane.outstanding:
                await self._send(lane, producer)

    async def _open_lanes(self, producer: AIOKafkaProducer) -> None:
        partitions = sorted(await producer.partitions_for(self._topic))
        self._lanes = [Lane(partition) for partition in partitions]
        for record in self._lobby.waiting:
            self._lanes[key_hash(record.key) % len(self._lanes)].append(record)
        self._lobby = Lane(-1)

    async def _send(self, lane: Lane, producer: AIOKafkaProducer) -> None:
        batch = producer.create_batch()
        while lane.waiting:
            record = lane.waiting[0]
            if batch.append(timestamp=None, key=record.key, value=record.value, headers=record.headers) is None:
                break
            lane.take(record)
        # A closed batch does not linger in aiokafka.
        batch.close()
        started = asyncio.get_running_loop().time()
        self._sent_at[lane.partition] = started
        try:
            future = await producer.send_batch(batch, self._topic, partition=lane.partition)
        except BaseException as error:
            self._refused(lane, producer, error)
            raise
        future.add_done_callback(partial(self._returned, lane, producer, started))

    def _returned(self, lane: Lane, producer: AIOKafkaProducer, started: float, future: asyncio.Future[Any]) -> None:
        error = asyncio.CancelledError() if future.cancelled() else future.exception()
        if error is not None and not isinstance(error, MessageSizeTooLargeError):
            self._refused(lane, producer, error)
            return
        if error is not None:
            # One record beyond the broker's limit: it would come back for ever, and its station with it.
            log.error("kafka.record_too_large", topic=self._topic, count=len(lane.outstanding))
        self._sent_at.pop(lane.partition, None)
        COMMIT_SECONDS.labels(self._topic).observe(asyncio.get_running_loop().time() - started)
        EVENTS.add((self._topic, "confirmed"), len(lane.outstanding))
        for record in lane.finish():
            _tell(record)
        if lane.waiting:
            # A batch's worth came meanwhile: more company would not fit in.
            self._is_pressed |= lane.size_bytes > _PRESSING_BYTES
            self._wake.set()
        elif not self._is_empty.is_set():
            self._note_empty()

    def _refused(self, lane: Lane, producer: AIOKafkaProducer, error: BaseException) -> None:
        self._sent_at.pop(lane.partition, None)
        lane.put_back()
        self._producers.replace(producer, error)
        self._wake_later()

    def _wake_later(self) -> None:
        asyncio.get_running_loop().call_later(_RETRY_SECONDS, self._wake.set)

    # --- giving up

    async def _sweep_loop(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            now = asyncio.get_running_loop().time()
            for lane in self._all():
                self._give_up_overdue(lane, now)
            WAITING.labels(self._topic).set(sum(len(lane.waiting) + len(lane.outstanding) for lane in self._all()))

    def _give_up_overdue(self, lane: Lane, now: float) -> None:
        overdue = [record for record in lane.overdue(now) if record.owner and not record.owner.is_given_up]
        for record in overdue:
            assert record.owner is not None
            record.owner.give_up()
        if overdue:
            dropped = lane.drop_abandoned()
            EVENTS.add((self._topic, "given_up"), dropped)


def _tell(record: Record) -> None:
    if record.on_durable is not None:
        try:
            record.on_durable()
        except Exception:
            # One station's trouble must not keep the others of the batch from their answers.
            log.exception("commit.answer_failed")
