"""Answers after `acks=all` on one core: the highest rate kept up with, and is every answered message in Kafka."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from aiokafka import AIOKafkaConsumer, TopicPartition

from csms_gateway.bench.load import Station, connect_fleet, meter_values, play, until_answered
from csms_gateway.bench.subject import Subject
from csms_gateway.events import METER_VALUES

FLEET: Final = 500
GOAL_P99_MS: Final = 50.0
_IDLE_MS: Final = 1_500
_WARM_UP_SECONDS: Final = 2.0
_KEPT_UP: Final = 0.98
"""Answers came at the rate of the questions: the rest is the time to the last answer."""


@dataclass(frozen=True, slots=True)
class Step:
    """What came of offering so many messages a second."""

    offered: int
    sent: int
    rate: int
    p99_ms: float

    @property
    def is_held(self) -> bool:
        return self.p99_ms <= GOAL_P99_MS and self.rate >= self.offered * _KEPT_UP


async def measure_durability(
    subject: Subject, keys: Sequence[str], bootstrap: str, topic: str, rates: Sequence[int], seconds: float
) -> dict[str, Any]:
    """`durable_rate` (answers per second) and `durable_p99_ms` (from sending to the answer) of the highest step that
    is held, of the lowest when none is; `durable_steps`, each with its p99; `lost`, of all steps together."""
    fleet = await connect_fleet(subject.port, keys[:FLEET])
    warm_up = await _step(fleet, rates[0], _WARM_UP_SECONDS)
    steps = await _climb(fleet, rates, seconds)
    for station in fleet:
        station.leave()
    kept = await _count(bootstrap, topic, {station_id.encode() for station_id in subject.ids_of(keys[:FLEET])})
    best = _best(steps)
    return {
        "durable_rate": best.rate,
        "durable_p99_ms": best.p99_ms,
        "durable_steps": {str(step.offered): {"rate": step.rate, "p99_ms": step.p99_ms} for step in steps},
        "lost": sum(step.sent for step in (warm_up, *steps)) - kept,
    }


async def _climb(fleet: Sequence[Station], rates: Iterable[int], seconds: float) -> list[Step]:
    """Up to the first step that is not held: beyond it only a queue grows."""
    steps: list[Step] = []
    for rate in rates:
        steps.append(await _step(fleet, rate, seconds))
        if not steps[-1].is_held:
            break
    return steps


def _best(steps: Sequence[Step]) -> Step:
    return max((step for step in steps if step.is_held), key=lambda step: step.rate, default=steps[0])


async def _step(fleet: Sequence[Station], rate: int, seconds: float) -> Step:
    loop = asyncio.get_running_loop()
    for station in fleet:
        station.latencies.clear()
    began = loop.time()
    sent = await play(fleet, rate, seconds, meter_values(7))
    await until_answered(fleet)
    took = loop.time() - began
    latencies = sorted(latency for station in fleet for latency in station.latencies)
    return Step(rate, sent, round(sent / took), round(latencies[int(len(latencies) * 0.99)] * 1000, 1))


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
