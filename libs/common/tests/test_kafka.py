"""A reader that pauses between its batches gets all that came meanwhile, and waits for no idle partition."""

from collections.abc import AsyncIterator

import pytest_asyncio
from aiokafka import AIOKafkaProducer, TopicPartition
from common.ids import uuid7
from common.kafka import Prompt, new_consumer, new_producer
from common.topics import TopicSpec, ensure_topics

PARTITIONS = 3


@pytest_asyncio.fixture
async def topic(kafka_bootstrap: str, topic_prefix: str) -> str:
    name = f"{topic_prefix}prompt-{uuid7().hex[-8:]}"
    await ensure_topics(kafka_bootstrap, [TopicSpec(name, PARTITIONS)])
    return name


@pytest_asyncio.fixture
async def producer(kafka_bootstrap: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = new_producer(kafka_bootstrap)
    await producer.start()
    yield producer
    await producer.stop()


@pytest_asyncio.fixture
async def reader(kafka_bootstrap: str, topic: str) -> AsyncIterator[Prompt]:
    kafka = new_consumer(kafka_bootstrap)
    await kafka.start()
    reader = Prompt(kafka)
    partitions = [TopicPartition(topic, number) for number in range(PARTITIONS)]
    kafka.assign(partitions)
    await kafka.seek_to_beginning(*partitions)
    yield reader
    await kafka.stop()


async def taken(reader: Prompt, most: int | None = None) -> list[bytes]:
    found = await reader.take(timeout_ms=10_000, max_records=most)
    return sorted(record.value or b"" for records in found.values() for record in records)


async def test_one_look_finds_all_that_came_in_the_pause(
    reader: Prompt, producer: AIOKafkaProducer, topic: str
) -> None:
    await producer.send_and_wait(topic, b"first", partition=0)
    assert await taken(reader) == [b"first"]
    for number, value in enumerate((b"a", b"b", b"c")):
        await producer.send_and_wait(topic, value, partition=number)
    assert await taken(reader) == [b"a", b"b", b"c"]


async def test_in_the_pause_no_request_lies_with_the_broker(
    reader: Prompt, producer: AIOKafkaProducer, topic: str
) -> None:
    """Else new records of a busy partition had to wait until idle ones have been waited for in vain."""
    for value in (b"a", b"b"):
        await producer.send_and_wait(topic, value, partition=1)
        assert await taken(reader) == [value]
        assert not reader._fetcher._in_flight


async def test_what_was_fetched_and_not_taken_comes_first(
    reader: Prompt, producer: AIOKafkaProducer, topic: str
) -> None:
    for value in (b"1", b"2", b"3"):
        await producer.send_and_wait(topic, value, partition=2)
    assert await taken(reader, most=2) == [b"1", b"2"]
    await producer.send_and_wait(topic, b"4", partition=2)
    assert [await taken(reader), await taken(reader)] == [[b"3"], [b"4"]]
