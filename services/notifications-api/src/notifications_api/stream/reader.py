"""Reads the topics behind the stream, in every API process, from their ends: a hint of yesterday helps nobody.

`stations` alone is read from its beginning, because it tells whose a station is.
"""

import asyncio
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final
from uuid import UUID

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from common.events import TYPE_HEADER, Envelope
from common.kafka import Prompt, new_consumer, partitions_of, start_patiently
from common.pacing import Pacing
from prometheus_client import Counter
from pydantic import BaseModel

from notifications_api.stream.events import MODELS, StationSnapshot, read
from notifications_api.stream.hub import Hub
from notifications_api.stream.translator import Translator

log = structlog.get_logger()
UNREADABLE = Counter("stream_unreadable_total", "Messages that could not become a hint", ["topic"])
STATIONS_TOPIC: Final = "stations"
FACTS_TOPIC: Final = "station-events"
LIVE_TOPICS: Final = (FACTS_TOPIC, "commands", "sessions", "charges", "payments", "changes")
_RETRY_SECONDS = 0.5
_QUIET_POLLS = 10
"""A compacted topic may end in offsets that no longer exist: after so many empty polls it is read."""

Record = ConsumerRecord[bytes, bytes]


class Reader:
    """`ready` is set while hints flow."""

    def __init__(self, hub: Hub, translator: Translator, bootstrap: str, prefix: str) -> None:
        self._hub, self._translator = hub, translator
        self._bootstrap, self._prefix = bootstrap, prefix
        self._pacing = Pacing()
        self.ready = asyncio.Event()

    async def run(self) -> None:
        """Runs for ever; after each interruption the pages are told to read all again."""
        while True:
            try:
                await self._read()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, only a fresh start is sure to miss nothing
                log.warning("stream.interrupted", error=repr(error)[:500])
                await asyncio.sleep(_RETRY_SECONDS)

    async def _read(self) -> None:
        kafka = new_consumer(self._bootstrap)
        try:
            await start_patiently(kafka)
            await self._assign(kafka)
            prompt = Prompt(kafka)
            self._hub.resync()
            self.ready.set()
            while True:
                await self._pacing.rest()
                fetched = await prompt.take(timeout_ms=1000)
                self._pacing.note(is_full=False)
                for records in fetched.values():
                    self._take(records)
        finally:
            self.ready.clear()
            await kafka.stop()

    async def _assign(self, kafka: AIOKafkaConsumer) -> None:
        """First whose the stations are; then everything from where it ended when we came."""
        found = await partitions_of(kafka, [self._prefix + topic for topic in (STATIONS_TOPIC, *LIVE_TOPICS)])
        everything = [TopicPartition(topic, number) for topic, numbers in found.items() for number in numbers]
        kafka.assign(everything)
        ends = await kafka.end_offsets(everything)
        stations = [partition for partition in everything if partition.topic == self._prefix + STATIONS_TOPIC]
        await self._learn_stations(kafka, stations, ends)
        kafka.assign(everything)
        for partition, end in ends.items():
            kafka.seek(partition, end)

    async def _learn_stations(
        self, kafka: AIOKafkaConsumer, stations: Sequence[TopicPartition], ends: Mapping[TopicPartition, int]
    ) -> None:
        kafka.assign(stations)
        for partition, start in (await kafka.beginning_offsets(stations)).items():
            kafka.seek(partition, start)
        quiet = 0
        while quiet < _QUIET_POLLS and any([await kafka.position(one) < ends[one] for one in stations]):
            fetched = await kafka.getmany(timeout_ms=500)
            quiet = 0 if fetched else quiet + 1
            for records in fetched.values():
                self._learn(records)

    def _learn(self, records: Sequence[Record]) -> None:
        for record in records:
            if isinstance(event := self._event(record), StationSnapshot):
                self._translator.learn(event)

    def _take(self, records: Sequence[Record]) -> None:
        for record in records:
            if record.value is None:
                if record.topic == self._prefix + STATIONS_TOPIC:
                    self._translator.station_gone(UUID((record.key or b"").decode()))
            elif (event := self._event(record)) is not None:
                self._translator.take(_type_of(record), event)
            elif record.topic == self._prefix + FACTS_TOPIC and (station_id := _station_of(record.key)) is not None:
                self._translator.heard(station_id)

    def _event(self, record: Record) -> BaseModel | None:
        event_type = _type_of(record)
        if record.value is None or event_type not in MODELS:
            return None
        try:
            return read(event_type, Envelope.decode(record.value).data)
        except (ValueError, KeyError) as error:
            UNREADABLE.labels(record.topic).inc()
            log.warning("stream.unreadable", topic=record.topic, offset=record.offset, error=repr(error)[:500])
            return None


def _type_of(record: Record) -> str:
    for name, value in record.headers:
        if name == TYPE_HEADER:
            return _word(value)
    return ""


@lru_cache(4096)
def _word(raw: bytes) -> str:
    return raw.decode(errors="replace")


@lru_cache(65_536)
def _station_of(key: bytes | None) -> UUID | None:
    """Whatever is told of a station is a sign of its life, and is not decoded for that."""
    try:
        return UUID((key or b"").decode())
    except ValueError:
        return None
