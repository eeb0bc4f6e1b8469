"""Kafka clients with our settings: acks=all and idempotence for every writer, no consumer groups for any reader."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Literal, Protocol

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
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
