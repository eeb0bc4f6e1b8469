"""Reads `station-log` from its end while somebody watches a station, and not at all while nobody does."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from common.events import Envelope
from common.kafka import new_consumer, partitions_of, start_patiently
from pydantic import BaseModel, ConfigDict

from notifications_api.protocol_log.feed import Feed

log = structlog.get_logger()
TOPIC: Final = "station-log"
_RETRY_SECONDS: Final = 0.5
_IDLE_POLLS: Final = 10
"""So many polls of a second pass without a watcher before the reading stops: a reloaded page finds it running."""


class FrameLogged(BaseModel):
    """Our view of `frame.logged.v1`: what the page shows."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    epoch: int
    direction: str
    at: str
    raw: str


class Tail:
    def __init__(self, feed: Feed, bootstrap: str, prefix: str) -> None:
        self._feed, self._bootstrap, self._prefix = feed, bootstrap, prefix

    async def run(self) -> None:
        """Runs for ever; after an interruption the watchers are told that frames may be missing."""
        while True:
            await self._feed.watched.wait()
            try:
                await self._follow()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, the end of the topic is a fresh start
                log.warning("protocol_log.interrupted", error=repr(error)[:500])
                await asyncio.sleep(_RETRY_SECONDS)

    async def _follow(self) -> None:
        kafka = new_consumer(self._bootstrap)
        try:
            await start_patiently(kafka)
            await self._seek_to_end(kafka)
            self._feed.gap()
            idle = 0
            while idle < _IDLE_POLLS:
                for records in (await kafka.getmany(timeout_ms=1000)).values():
                    self._take(records)
                idle = 0 if self._feed.watched.is_set() else idle + 1
        finally:
            await kafka.stop()

    async def _seek_to_end(self, kafka: AIOKafkaConsumer) -> None:
        [(topic, numbers)] = (await partitions_of(kafka, [self._prefix + TOPIC])).items()
        partitions = [TopicPartition(topic, number) for number in numbers]
        kafka.assign(partitions)
        for partition, end in (await kafka.end_offsets(partitions)).items():
            kafka.seek(partition, end)

    def _take(self, records: Sequence[ConsumerRecord[bytes, bytes]]) -> None:
        """The key alone decides: frames of stations that nobody watches are not decoded."""
        for record in records:
            station_id = _id_of(record.key)
            if station_id is None or record.value is None or not self._feed.wants(station_id):
                continue
            try:
                self._feed.publish(station_id, _shown(Envelope.decode(record.value)))
            except (ValueError, KeyError) as error:
                log.warning("protocol_log.unreadable", offset=record.offset, error=repr(error)[:500])


def _shown(envelope: Envelope) -> dict[str, Any]:
    """As `GET protocol-log` calls the fields; the event's id is the row's id."""
    return {"id": envelope.id, **FrameLogged.model_validate(envelope.data).model_dump()}


def _id_of(key: bytes | None) -> UUID | None:
    try:
        return UUID((key or b"").decode())
    except ValueError:
        return None
