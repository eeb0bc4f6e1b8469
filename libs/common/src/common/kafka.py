"""Kafka clients with our settings: acks=all and idempotence for every writer, no consumer groups for any reader."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

# aiokafka prints every failed reconnect as an error of its own; ours say it once, with a reason
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)

_RETRY_SECONDS = 0.5


def new_producer(bootstrap: str, *, linger_ms: int = 2, compression: Literal["zstd"] | None = None) -> AIOKafkaProducer:
    """`compression` pays for batches of many records that look alike."""
    return AIOKafkaProducer(
        compression_type=compression,
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        linger_ms=linger_ms,
        max_batch_size=131_072,
        max_request_size=4_194_304,
        request_timeout_ms=20_000,
        retry_backoff_ms=100,
        metadata_max_age_ms=30_000,
    )


def new_consumer(bootstrap: str) -> AIOKafkaConsumer:
    """A reader with manual assignment: its position lives in the reader's own database (consumer.py)."""
    return AIOKafkaConsumer(
        bootstrap_servers=bootstrap,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=4_194_304,
        fetch_max_wait_ms=500,
        request_timeout_ms=20_000,
        retry_backoff_ms=100,
        metadata_max_age_ms=30_000,
    )


class Prompt:
    """`take` from a started consumer: everything there is, fetched at that moment. From then on nothing else fetches.

    aiokafka fetches ahead, and for a reader that pauses that is too early: its records are as old as its last look. And
    while records of some partitions wait to be taken, aiokafka asks for the others alone; has none of those anything
    (an idle topic), that request lies with the broker for its half second, and only then are the busy partitions asked
    for again.
    """

    def __init__(self, kafka: AIOKafkaConsumer) -> None:
        self._kafka, self._is_wanted = kafka, False
        fetcher: Any = kafka._fetcher  # noqa: SLF001 - aiokafka has no switch for it
        # the plan is made anew before every request
        self._plan, fetcher._get_actions_per_node = fetcher._get_actions_per_node, self._planned  # noqa: SLF001 - as above
        self._fetcher = fetcher

    async def take(
        self, *, timeout_ms: int, max_records: int | None = None
    ) -> Mapping[TopicPartition, Sequence[ConsumerRecord[bytes, bytes]]]:
        self._is_wanted = True
        self._fetcher._notify(self._fetcher._wait_consume_future)  # noqa: SLF001 - wakes it: there is something to plan
        try:
            return await self._kafka.getmany(timeout_ms=timeout_ms, max_records=max_records)
        finally:
            self._is_wanted = False

    def _planned(self, assignment: Any) -> tuple[Any, ...]:
        requests, *others = self._plan(assignment)
        is_due = self._is_wanted and not self._fetcher._records  # noqa: SLF001 - what is fetched and not taken
        return (requests if is_due else [], *others)


class Startable(Protocol):
    async def start(self) -> None: ...


async def start_patiently(client: Startable) -> None:
    """Starts a client, waiting for the broker as long as it takes."""
    while True:
        try:
            await client.start()
        except (KafkaError, OSError):
            await asyncio.sleep(_RETRY_SECONDS)
        else:
            return


async def partitions_of(consumer: AIOKafkaConsumer, topics: Sequence[str]) -> dict[str, list[int]]:
    """Partitions of each topic; waits until all topics exist (their owner may start later)."""
    while True:
        known = {topic: await _partitions(consumer, topic) for topic in topics}
        if all(known.values()):
            return known
        await asyncio.sleep(_RETRY_SECONDS)


async def _partitions(consumer: AIOKafkaConsumer, topic: str) -> list[int]:
    await consumer._client.force_metadata_update()  # noqa: SLF001 - the public call serves its cache for 30 s
    metadata = await consumer._client.fetch_all_metadata()  # noqa: SLF001 - same
    return sorted(metadata.partitions_for_topic(topic) or ())
