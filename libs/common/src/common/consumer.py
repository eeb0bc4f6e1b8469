"""Batch consumer: a batch's work and its Kafka offsets are saved in one transaction of the reader's own database.

So a batch is applied exactly once whatever is killed. Positions are compared when they are saved: a reader that was
thought dead and comes back finds its position moved and gives up its batch. Each stored position also keeps the
timestamp of the last message applied; when that message is not there any more at the next start, the topic was
recreated (or the database restored from elsewhere) and the reader rewinds, loudly.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from math import inf
from typing import Any, Protocol

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from prometheus_client import Counter, Gauge
from sqlalchemy import BigInteger, DateTime, func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from common.db import Sessions, UuidKey, is_outage
from common.events import TOMBSTONE, TRACE_HEADER, TYPE_HEADER, Envelope
from common.kafka import Prompt, new_consumer, partitions_of, start_patiently
from common.lease import lease
from common.pacing import PER_SECOND, Pacing
from common.telemetry import READING, continued, continued_together

log = structlog.get_logger()
CONSUMED = Counter("consumer_messages_total", "Messages applied", ["consumer", "topic"])
DEAD = Counter("consumer_dead_letters_total", "Messages put aside", ["consumer", "topic"])
LAG = Gauge("consumer_lag", "Messages behind the end of the partition", ["consumer", "topic", "partition"])

_UNSAVED_SECONDS = 5.0
"""Batches in which nothing concerns the reader are saved with the next that does, or after so long."""

# a position moves only from where we know it: a new row, or one that nobody else has moved
_MOVING = """
with told as (
  select * from unnest(cast(:topics as text[]), cast(:partitions as integer[]), cast(:offsets as bigint[]),
                       cast(:timestamps as bigint[]), cast(:expected as bigint[]))
    as t(topic, partition, next_offset, last_timestamp, expected)
)
insert into {table} as known (consumer, topic, partition, next_offset, last_timestamp)
select :consumer, topic, partition, next_offset, last_timestamp from told order by topic, partition
on conflict (consumer, topic, partition) do update
  set next_offset = excluded.next_offset, last_timestamp = excluded.last_timestamp
  where known.next_offset =
    (select expected from told where told.topic = excluded.topic and told.partition = excluded.partition)
returning next_offset
"""

Record = ConsumerRecord[bytes, bytes]
Handler = Callable[[Envelope], Awaitable[None]]
RawHandler = Callable[[bytes], None]
"""Takes an envelope as it came, and reads only what it wants of it."""


class ConsumerOffsetMixin:
    """Columns of a service's `consumer_offsets` table."""

    consumer: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str] = mapped_column(primary_key=True)
    partition: Mapped[int] = mapped_column(primary_key=True)
    next_offset: Mapped[int] = mapped_column(BigInteger)
    last_timestamp: Mapped[int] = mapped_column(BigInteger)
    """Kafka timestamp (ms) of the message at next_offset - 1: its fingerprint."""


class DeadLetterMixin(UuidKey):
    """Columns of a service's `dead_letters` table: what could not be applied, kept until a person decides."""

    consumer: Mapped[str]
    topic: Mapped[str]
    partition: Mapped[int]
    offset: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str]
    type: Mapped[str]
    payload: Mapped[bytes | None]
    error: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=1)
    first_failed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    last_failed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Unit(Protocol):
    """The work of one batch, built on the batch's session: `handlers` by event type, `finish` before the commit."""

    @property
    def handlers(self) -> Mapping[str, Handler]: ...

    async def finish(self) -> None: ...


class RawUnit(Unit, Protocol):
    """For facts that come by the thousand: types of `handlers` that are better read from their bytes."""

    @property
    def raw_handlers(self) -> Mapping[str, RawHandler]: ...


@dataclass(frozen=True, slots=True)
class ConsumerSpec:
    """What a service reads: topics, and how a batch of them is applied. A unit does nothing without a message."""

    name: str
    topics: Sequence[str]
    unit: Callable[[AsyncSession], Unit]
    max_records: int = 500
    per_second: float = PER_SECOND
    """Batches in the long run, while much comes: fewer where nobody looks on."""


class OffsetMovedError(Exception):
    """Another reader has applied this batch."""


@dataclass(frozen=True, slots=True)
class Stored:
    next_offset: int
    last_timestamp: int


class Consumer:
    """Reads the topics of one ConsumerSpec for ever. `ready` is set while it is assigned."""

    def __init__(
        self,
        spec: ConsumerSpec,
        engine: AsyncEngine,
        sessions: Sessions,
        *,
        bootstrap: str,
        prefix: str,
        offsets: type[Any],
        dead_letters: type[Any],
        service: str = "",
    ) -> None:
        self._spec, self._engine, self._sessions = spec, engine, sessions
        self._bootstrap, self._prefix = bootstrap, prefix
        self._offsets, self._dead_letters = offsets.__table__, dead_letters
        self._moving = text(_MOVING.format(table=offsets.__tablename__))
        # advisory locks belong to the database, which all services share; stored offsets go by the name alone
        self._lease = f"consumer:{service}:{spec.name}" if service else f"consumer:{spec.name}"
        self._positions: dict[TopicPartition, Stored] = {}
        self._passed: dict[TopicPartition, Record] = {}
        """Last messages of partitions in which nothing concerned us since their position was saved."""
        self._saved_at = -inf
        self._pacing = Pacing(spec.per_second)
        self._unchecked: set[TopicPartition] = set()
        self._backlog: dict[TopicPartition, int] = {}
        """Where the partitions ended when they were assigned, of those that have not been read so far."""
        self.ready = asyncio.Event()

    @property
    def name(self) -> str:
        return self._spec.name

    @property
    def has_caught_up(self) -> bool:
        """Whether everything has been applied that was there when the reading began."""
        return self.ready.is_set() and not self._backlog

    async def run(self) -> None:
        while True:
            try:
                await self._hold_lease()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - every outage ends the same way: again from the stored offsets
                log.warning("consumer.interrupted", consumer=self._spec.name, error=repr(error)[:500])
                await asyncio.sleep(0.3)
            finally:
                self.ready.clear()

    async def _hold_lease(self) -> None:
        kafka = new_consumer(self._bootstrap)
        async with lease(self._engine, self._lease):
            try:
                await start_patiently(kafka)
                await self._assign(kafka)
                prompt = Prompt(kafka)
                self.ready.set()
                while True:
                    await self._consume(kafka, prompt)
            finally:
                await kafka.stop()

    async def _assign(self, kafka: AIOKafkaConsumer) -> None:
        found = await partitions_of(kafka, [self._prefix + topic for topic in self._spec.topics])
        partitions = [TopicPartition(topic, number) for topic, numbers in found.items() for number in numbers]
        kafka.assign(partitions)
        self._positions, self._passed = await self._stored(), {}
        first, last = await kafka.beginning_offsets(partitions), await kafka.end_offsets(partitions)
        self._unchecked, self._backlog = set(), {}
        for partition in partitions:
            start = self._start_of(partition, first[partition], last[partition])
            if start + (partition in self._unchecked) < last[partition]:
                self._backlog[partition] = last[partition]
            kafka.seek(partition, start)

    async def _stored(self) -> dict[TopicPartition, Stored]:
        table = self._offsets
        async with self._sessions() as session:
            rows = await session.execute(select(table).where(table.c.consumer == self._spec.name))
            return {TopicPartition(r.topic, r.partition): Stored(r.next_offset, r.last_timestamp) for r in rows}

    def _start_of(self, partition: TopicPartition, first: int, last: int) -> int:
        stored = self._positions.get(partition)
        if stored is None:
            return first
        if stored.next_offset > last:
            log.error("consumer.topic_recreated", topic=partition.topic, stored=stored.next_offset, end=last)
            return first
        if stored.next_offset < first:
            log.error("consumer.messages_expired", topic=partition.topic, stored=stored.next_offset, first=first)
            return first
        if stored.next_offset == first:
            return first
        self._unchecked.add(partition)
        return stored.next_offset - 1

    async def _consume(self, kafka: AIOKafkaConsumer, prompt: Prompt) -> None:
        await self._pacing.rest()
        fetched = await prompt.take(timeout_ms=500, max_records=self._spec.max_records)
        self._pacing.note(is_full=sum(map(len, fetched.values())) >= self._spec.max_records)
        self._observe_lag(kafka, fetched)
        batch = {tp: fresh for tp, records in fetched.items() if (fresh := self._verified(kafka, tp, records))}
        if batch:
            await self.apply(batch)
            for partition, records in batch.items():
                CONSUMED.labels(self._spec.name, partition.topic).inc(len(records))
                if records[-1].offset + 1 >= self._backlog.get(partition, 0):
                    self._backlog.pop(partition, None)
            self._observe_lag(kafka, {partition: records[-1:] for partition, records in batch.items()}, applied=1)

    def _verified(
        self, kafka: AIOKafkaConsumer, partition: TopicPartition, records: Sequence[Record]
    ) -> Sequence[Record]:
        """Drops the record read again as a fingerprint; rewinds when it is not the one we knew."""
        if partition not in self._unchecked:
            return records
        self._unchecked.discard(partition)
        stored, head = self._positions[partition], records[0]
        if head.offset != stored.next_offset - 1:  # compacted away: nothing can be said
            return records
        if head.timestamp == stored.last_timestamp:
            return records[1:]
        log.error("consumer.topic_recreated", topic=partition.topic, partition=partition.partition)
        kafka.seek(partition, 0)
        return []

    async def apply(self, batch: Mapping[TopicPartition, Sequence[Record]]) -> None:
        """One transaction; when a message fails, again with a savepoint per message and dead letters."""
        try:
            await self._transaction(batch, isolate=False)
        except Exception as error:
            if _passes(error):
                raise
            log.warning("consumer.isolating", consumer=self._spec.name, error=repr(error)[:500])
            await self._transaction(batch, isolate=True)

    async def _transaction(self, batch: Mapping[TopicPartition, Sequence[Record]], *, isolate: bool) -> None:
        last = {**self._passed, **{partition: records[-1] for partition, records in batch.items()}}
        async with self._sessions.begin() as session:  # takes no connection before the first statement
            records = [record for records in batch.values() for record in records]
            is_touched = await (self._one_by_one if isolate else self._together)(session, records)
            if not is_touched and self._may_wait():
                self._passed = last
                return
            moved = await self._move(session, last)
        self._positions.update(moved)
        self._passed, self._saved_at = {}, asyncio.get_running_loop().time()

    def _may_wait(self) -> bool:
        return asyncio.get_running_loop().time() - self._saved_at < _UNSAVED_SECONDS

    async def _together(self, session: AsyncSession, records: Sequence[Record]) -> bool:
        """False when none of the records concerned us."""
        unit, traces = self._spec.unit(session), set[str]()
        handlers = unit.handlers  # made anew by each look, and a record of a topic that nobody wants must cost nothing
        wanted = [(record, kind, handler) for record in records if (handler := handlers.get(kind := _type_of(record)))]
        if not wanted:
            return False
        raw: Mapping[str, RawHandler] = getattr(unit, "raw_handlers", {})
        try:
            for record, kind, handler in wanted:
                READING.set((record.topic, record.key))
                if (parent := _parent_of(record)) is not None:
                    traces.add(parent)
                if (take := raw.get(kind)) is not None and record.value is not None:
                    take(record.value)
                    continue
                with continued(f"{self._spec.name} {kind}", parent):
                    await handler(self._envelope(record))
        finally:
            READING.set(None)
        with continued_together(f"{self._spec.name} finish", traces):
            await unit.finish()
        return True

    async def _one_by_one(self, session: AsyncSession, records: Sequence[Record]) -> bool:
        for record in records:
            try:
                async with session.begin_nested():
                    await self._together(session, [record])
            except Exception as error:
                if _passes(error):
                    raise
                self._bury(session, record, error)
        return True

    def _bury(self, session: AsyncSession, record: Record, error: Exception) -> None:
        log.error(
            "consumer.dead_letter", consumer=self._spec.name, topic=record.topic, offset=record.offset, exc_info=error
        )
        DEAD.labels(self._spec.name, record.topic).inc()
        session.add(
            self._dead_letters(
                consumer=self._spec.name,
                topic=record.topic,
                partition=record.partition,
                offset=record.offset,
                key=_storable(record.key or b""),
                type=_type_of(record),
                payload=record.value,
                error=repr(error)[:2000],
            )
        )

    async def _move(self, session: AsyncSession, last: Mapping[TopicPartition, Record]) -> dict[TopicPartition, Stored]:
        """Saves the positions behind `last`, all by one statement. Raises OffsetMovedError."""
        moved = {partition: Stored(record.offset + 1, record.timestamp) for partition, record in last.items()}
        known = [self._positions.get(partition) for partition in moved]
        values = {
            "consumer": self._spec.name,
            "topics": [partition.topic for partition in moved],
            "partitions": [partition.partition for partition in moved],
            "offsets": [to.next_offset for to in moved.values()],
            "timestamps": [to.last_timestamp for to in moved.values()],
            "expected": [stored.next_offset if stored else -1 for stored in known],
        }
        if len((await session.execute(self._moving, values)).all()) < len(moved):
            raise OffsetMovedError(*moved)
        return moved

    def _envelope(self, record: Record) -> Envelope:
        key, position = (record.key or b"").decode(), (record.topic, record.partition, record.offset)
        if record.value is None:
            return Envelope.tombstone(datetime.fromtimestamp(record.timestamp / 1000, UTC), key, position)
        return Envelope.decode(record.value, key, position)

    def _observe_lag(
        self, kafka: AIOKafkaConsumer, batch: Mapping[TopicPartition, Sequence[Record]], *, applied: int = 0
    ) -> None:
        """Before a batch is applied too: a reader that is stuck must not look as if it kept up."""
        for partition, records in batch.items():
            end = kafka.highwater(partition) or records[-1].offset + 1
            LAG.labels(self._spec.name, partition.topic, partition.partition).set(end - records[0].offset - applied)


def _type_of(record: Record) -> str:
    if record.value is None:
        return TOMBSTONE
    raw = _header(record, TYPE_HEADER)
    return "" if raw is None else _word(raw)


def _header(record: Record, wanted: str) -> bytes | None:
    for name, value in record.headers:
        if name == wanted:
            return value
    return None


def _parent_of(record: Record) -> str | None:
    raw = _header(record, TRACE_HEADER)
    return _storable(raw) if raw else None


@lru_cache(4096)
def _word(raw: bytes) -> str:
    """There are few types, and thousands of records a second that bear them."""
    return _storable(raw)


def _storable(raw: bytes) -> str:
    """Bytes of a stranger as a text that PostgreSQL takes: a dead letter must never fail to be written."""
    return raw.decode(errors="replace").replace("\0", "\ufffd")


def _passes(error: Exception) -> bool:
    """Not the message's fault: the same batch will succeed later, or somebody else has applied it."""
    return isinstance(error, OffsetMovedError) or is_outage(error)
