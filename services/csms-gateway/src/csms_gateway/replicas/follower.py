"""Keep a replica equal to its compacted topic: from disk at once, then the whole topic, then what comes.

The topic is read from its beginning at every start. It is compacted and small, and so a topic that was made anew, or
a tombstone that compaction has already swept, cannot leave ghosts: what the reading did not meet is removed.
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Protocol

import orjson
import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from common.kafka import new_consumer, partitions_of, start_patiently

from csms_gateway.replicas.store import Change, ReplicaStore

log = structlog.get_logger()
_POLL_MS = 500
_RETRY_SECONDS = 0.5


class Replica(Protocol):
    """What a topic's snapshots are kept in."""

    def put(self, key: str, data: dict[str, Any]) -> None: ...
    def remove(self, key: str) -> None: ...
    def ids(self) -> set[str]: ...
    def __len__(self) -> int: ...


class Follower:
    """Feeds one replica."""

    def __init__(self, topic: str, prefix: str, replica: Replica, store: ReplicaStore, bootstrap: str) -> None:
        self._name, self._topic = topic, prefix + topic
        self._replica, self._store, self._bootstrap = replica, store, bootstrap
        self.is_caught_up = asyncio.Event()
        """Set when the topic has been read to its end once."""

    @property
    def is_usable(self) -> bool:
        """There is something to judge by: an older copy or the whole topic."""
        return self.is_caught_up.is_set() or len(self._replica) > 0

    async def load(self) -> None:
        """The copy of the last run, from disk."""
        for change in await self._store.snapshots(self._name):
            self._apply(change)
        log.info("replica.loaded", topic=self._name, count=len(self._replica))

    async def run(self) -> None:
        """Read and follow the topic. Ends only by cancellation."""
        while True:
            consumer = new_consumer(self._bootstrap)
            try:
                await start_patiently(consumer)
                await self._follow(consumer)
            except KafkaError as error:
                log.warning("replica.interrupted", topic=self._name, error=repr(error))
                await asyncio.sleep(_RETRY_SECONDS)
            finally:
                await consumer.stop()

    async def _follow(self, consumer: AIOKafkaConsumer) -> None:
        partitions = await self._partitions(consumer)
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        await self._warn_of_new_topic({partition.partition: end for partition, end in ends.items()})
        await self._read_whole(consumer, ends)
        while True:
            await self._save(await _next_changes(consumer), await _places(consumer, partitions))

    async def _partitions(self, consumer: AIOKafkaConsumer) -> list[TopicPartition]:
        found = await partitions_of(consumer, [self._topic])
        return [TopicPartition(self._topic, number) for number in found[self._topic]]

    async def _read_whole(self, consumer: AIOKafkaConsumer, ends: dict[TopicPartition, int]) -> None:
        """Read to the end before anything is applied: older states of a thing must not come back for a moment."""
        latest: dict[str, Change] = {}
        places = await _places(consumer, ends)
        while any(places[partition.partition] < end for partition, end in ends.items()):
            latest.update((change.key, change) for change in await _next_changes(consumer))
            places = await _places(consumer, ends)
        await self._save([*latest.values(), *self._ghosts(latest)], places)
        self.is_caught_up.set()
        log.info("replica.caught_up", topic=self._name, count=len(self._replica))

    def _ghosts(self, latest: dict[str, Change]) -> Iterable[Change]:
        """What the topic does not know any more. An empty topic proves nothing: it may have lost its data."""
        return [Change(key, None) for key in self._replica.ids() - latest.keys()] if latest else []

    async def _save(self, changes: Iterable[Change], places: dict[int, int]) -> None:
        usable = [change for change in changes if self._apply(change)]
        if usable:
            await self._store.save(self._name, usable, places)

    async def _warn_of_new_topic(self, ends: dict[int, int]) -> None:
        saved = await self._store.positions(self._name)
        if any(place > ends.get(partition, 0) for partition, place in saved.items()):
            log.warning("replica.topic_was_made_anew", topic=self._name, saved=saved, ends=ends)

    def _apply(self, change: Change) -> bool:
        if change.data is None:
            self._replica.remove(change.key)
            return True
        try:
            self._replica.put(change.key, change.data)
        except (KeyError, TypeError, ValueError) as error:
            log.warning("replica.unreadable", topic=self._name, key=change.key, error=repr(error))
            return False
        return True


async def _next_changes(consumer: AIOKafkaConsumer) -> list[Change]:
    batches = await consumer.getmany(timeout_ms=_POLL_MS)
    changes = [_change(record) for records in batches.values() for record in records]
    return [change for change in changes if change is not None]


async def _places(consumer: AIOKafkaConsumer, partitions: Iterable[TopicPartition]) -> dict[int, int]:
    return {partition.partition: await consumer.position(partition) for partition in partitions}


def _change(record: ConsumerRecord[Any, Any]) -> Change | None:
    try:
        assert record.key is not None
        key = record.key.decode()
        return Change(key, None if record.value is None else orjson.loads(record.value)["data"])
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        log.warning("replica.not_an_envelope", topic=record.topic, offset=record.offset, error=repr(error))
        return None
