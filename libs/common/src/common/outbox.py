"""Transactional outbox: state and event are saved together, one ordered relay per service publishes.

The writer must hold the lock of the aggregate's row before it records an event, so that two transactions on one
aggregate get their outbox ids in the order in which they commit.
"""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import structlog
from aiokafka import AIOKafkaProducer
from prometheus_client import Counter, Gauge
from sqlalchemy import BigInteger, DateTime, Identity, Row, delete, event, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import Mapped, Session, mapped_column

from common.clock import Clock, SystemClock
from common.db import is_among
from common.events import TOMBSTONE, Event, encode, type_headers
from common.kafka import new_producer, start_patiently
from common.lease import lease
from common.telemetry import traceparent

log = structlog.get_logger()
PUBLISHED = Counter("outbox_published_total", "Messages published from the outbox", ["service"])
WAITING = Gauge("outbox_batch_size", "Messages in the last relayed batch", ["service"])
_TOUCHED = "outbox_touched"


class OutboxMixin:
    """Columns of a service's `outbox` table."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    topic: Mapped[str]
    key: Mapped[str]
    type: Mapped[str]
    payload: Mapped[bytes | None]
    partition: Mapped[int | None]
    traceparent: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class OutboxRow(Protocol):
    """What `Outbox` needs of a service's table class (OutboxMixin gives it)."""

    def __init__(self, **columns: Any) -> None: ...


class Outbox:
    """Writes events beside the state, in the same session."""

    def __init__(
        self, session: AsyncSession | Session, table: type[OutboxRow], source: str, clock: Clock | None = None
    ) -> None:
        self._session = session.sync_session if isinstance(session, AsyncSession) else session
        self._table, self._source = table, f"/{source}"
        self._clock = clock or SystemClock()

    def now(self) -> datetime:
        """The moment that the next event gets."""
        return self._clock.now()

    def record(
        self, event: Event, *, key: UUID | str, subject: UUID | str | None = None, partition: int | None = None
    ) -> None:
        """Saves `event` for `event.topic`; `key` orders it, `subject` names the thing (default: the key)."""
        payload = encode(
            event.type, event.model_dump(), source=self._source, subject=str(subject or key), time=self._clock.now()
        )
        self._add(topic=event.topic, key=str(key), type=event.type, payload=payload, partition=partition)

    def tombstone(self, topic: str, key: UUID | str) -> None:
        """Ends a key of a compacted topic."""
        self._add(topic=topic, key=str(key), type=TOMBSTONE, payload=None, partition=None)

    def _add(self, **columns: Any) -> None:
        self._session.add(self._table(**columns, traceparent=traceparent()))
        self._session.info[_TOUCHED] = True


class Relay:
    """Publishes the outbox in order; one active per service, the others stand by."""

    batch = 500
    idle_seconds = 0.25

    def __init__(self, engine: AsyncEngine, table: type[Any], service: str, bootstrap: str, prefix: str) -> None:
        self._engine, self._table, self._service = engine, table.__table__, service
        self._bootstrap, self._prefix = bootstrap, prefix
        self._wake = asyncio.Event()

    @contextmanager
    def waking_on_commit(self) -> Iterator[None]:
        """Commits of this process start the relay at once; commits of other processes within `idle_seconds`."""
        wake, loop = self._wake, asyncio.get_running_loop()

        def after_commit(session: Session) -> None:
            if session.info.pop(_TOUCHED, False):
                loop.call_soon_threadsafe(wake.set)

        event.listen(Session, "after_commit", after_commit)
        try:
            yield
        finally:
            event.remove(Session, "after_commit", after_commit)

    async def run(self) -> None:
        """Runs for ever; any failure of database or broker is tried again."""
        with self.waking_on_commit():
            await self._run()

    async def _run(self) -> None:
        while True:
            try:
                await self._hold_lease()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - every outage ends the same way: again from the database
                log.warning("outbox.relay_interrupted", service=self._service, error=repr(error))
                await asyncio.sleep(self.idle_seconds)

    async def _hold_lease(self) -> None:
        async with lease(self._engine, f"{self._service}:relay") as connection:
            producer = new_producer(self._bootstrap)
            try:
                await start_patiently(producer)
                while True:
                    await self._relay_or_wait(connection, producer)
            finally:
                await producer.stop()

    async def _relay_or_wait(self, connection: AsyncConnection, producer: AIOKafkaProducer) -> None:
        self._wake.clear()
        if await self.relay_batch(connection, producer) < self.batch:
            try:
                async with asyncio.timeout(self.idle_seconds):
                    await self._wake.wait()
            except TimeoutError:
                pass

    async def relay_batch(self, connection: AsyncConnection, producer: AIOKafkaProducer) -> int:
        """Publishes the oldest rows and deletes them once the broker has them all."""
        rows = (await connection.execute(select(self._table).order_by(self._table.c.id).limit(self.batch))).all()
        WAITING.labels(self._service).set(len(rows))
        if rows:
            await self._publish(producer, rows)
            await connection.execute(delete(self._table).where(is_among(self._table.c.id, [row.id for row in rows])))
            PUBLISHED.labels(self._service).inc(len(rows))
        return len(rows)

    async def _publish(self, producer: AIOKafkaProducer, rows: Sequence[Row[Any]]) -> None:
        sent = [
            await producer.send(
                self._prefix + row.topic,
                row.payload,
                key=row.key.encode(),
                partition=row.partition,
                headers=type_headers(row.type, row.traceparent),
            )
            for row in rows
        ]
        await asyncio.gather(*sent)
