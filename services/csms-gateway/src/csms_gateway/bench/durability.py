"""Answers after `acks=all` at a fixed rate on one core: how late, and is every answered message in Kafka."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from csms_gateway.bench.load import connect_fleet, meter_values, play, until_answered
from csms_gateway.bench.subject import Subject
from csms_gateway.events import METER_VALUES

FLEET: Final = 500
_IDLE_MS: Final = 1_500
_WARM_UP_SECONDS: Final = 2.0


async def measure_durability(
    subject: Subject, keys: Sequence[str], bootstrap: str, topic: str, rate: int, seconds: float
) -> dict[str, float]:
    """`durable_rate` (answers per second), `durable_p99_ms` (from sending to the answer), `lost`."""
    loop = asyncio.get_running_loop()
    fleet = await connect_fleet(subject.port, keys[:FLEET])
    make = meter_values(7)
    sent = await play(fleet, rate, _WARM_UP_SECONDS, make)
    await until_answered(fleet)
    for station in fleet:
        station.latencies.clear()
    began = loop.time()
    timed = await play(fleet, rate, seconds, make)
    await until_answered(fleet)
    took = loop.time() - began
    latencies = sorted(latency for station in fleet for latency in station.latencies)
    for station in fleet:
        station.leave()
    kept = await _count(bootstrap, topic, {station_id.encode() for station_id in subject.ids_of(keys[:FLEET])})
    return {
        "durable_rate": round(timed / took),
        "durable_p99_ms": round(latencies[int(len(latencies) * 0.99)] * 1000, 1),
        "lost": sent + timed - kept,
    }


async def _count(bootstrap: str, topic: str, keys: set[bytes]) -> int:
    """Meter values of these stations on the topic."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await consumer.start()
    try:
        metadata = await consumer._client.fetch_all_metadata()  # noqa: SLF001 - aiokafka has no public way for a new topic
        places = [TopicPartition(topic, number) for number in metadata.partitions_for_topic(topic)]
        consumer.assign(places)
        await consumer.seek_to_beginning(*places)
        count = 0
        while batches := await consumer.getmany(timeout_ms=_IDLE_MS):
            count += sum(_is_meter_values(record, keys) for records in batches.values() for record in records)
        return count
    finally:
        await consumer.stop()


def _is_meter_values(record: Any, keys: set[bytes]) -> bool:
    return record.key in keys and dict(record.headers)["type"] == METER_VALUES.encode()
