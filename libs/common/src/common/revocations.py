"""Withdrawn access: tokens that were made before a moment do not count any more.

An access token carries its rights for minutes. When identity-api takes something away (a block, a role, a sign-in) it
says so on the topic `revocations`: subject and moment. Every API process reads that topic from its beginning (it keeps
two hours, longer than any token lives) and refuses older tokens of that subject: within a second, without asking
anybody. While Kafka is away nothing new is learnt; then a token lives out its minutes, as it would without this.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from pydantic import BaseModel, ConfigDict

from common.events import Envelope
from common.kafka import new_consumer, partitions_of, start_patiently

log = structlog.get_logger()
TOPIC: Final = "revocations"
KEEP: Final = timedelta(hours=2)
"""Longer than any token lives, and as long as the topic keeps what it is told."""
_RETRY_SECONDS = 0.5


class Revoked(BaseModel):
    """Our view of `access.revoked.v1`."""

    model_config = ConfigDict(extra="ignore")

    subject_id: UUID
    revoked_at: datetime


class Revocations:
    """The latest withdrawal of each subject: a user, a program, or one sign-in."""

    def __init__(self) -> None:
        self._moments: dict[UUID, float] = {}

    def take(self, subject: UUID, revoked_at: datetime) -> None:
        self._moments[subject] = max(self._moments.get(subject, 0.0), revoked_at.timestamp())

    def covers(self, issued_at: float, *subjects: UUID | None) -> bool:
        """Whether a token of that moment, in these subjects' names, was withdrawn. `issued_at`: seconds since 1970."""
        return any(issued_at < self._moments.get(one, 0.0) for one in subjects if one is not None)

    def forget(self, before: datetime) -> None:
        """Tokens of that time have expired by themselves."""
        oldest = before.timestamp()
        self._moments = {subject: moment for subject, moment in self._moments.items() if moment >= oldest}


async def follow(revocations: Revocations, bootstrap: str, prefix: str) -> None:
    """Runs for ever beside the API; an outage of Kafka only delays what is learnt."""
    while True:
        try:
            await _read(revocations, bootstrap, prefix)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, reading anew from the beginning misses nothing
            log.warning("revocations.interrupted", error=repr(error)[:500])
            await asyncio.sleep(_RETRY_SECONDS)


async def _read(revocations: Revocations, bootstrap: str, prefix: str) -> None:
    kafka = new_consumer(bootstrap)
    try:
        await start_patiently(kafka)
        await _from_the_beginning(kafka, prefix + TOPIC)
        while True:
            for records in (await kafka.getmany(timeout_ms=10_000)).values():
                for record in records:
                    _take(revocations, record)
            revocations.forget(datetime.now(UTC) - KEEP)
    finally:
        await kafka.stop()


async def _from_the_beginning(kafka: AIOKafkaConsumer, topic: str) -> None:
    found = await partitions_of(kafka, [topic])
    partitions = [TopicPartition(topic, number) for number in found[topic]]
    kafka.assign(partitions)
    for partition, start in (await kafka.beginning_offsets(partitions)).items():
        kafka.seek(partition, start)


def _take(revocations: Revocations, record: ConsumerRecord[bytes, bytes]) -> None:
    try:
        told = Revoked.model_validate(Envelope.decode(record.value or b"").data)
    except (ValueError, KeyError) as error:
        log.warning("revocations.unreadable", offset=record.offset, error=repr(error)[:300])
        return
    revocations.take(told.subject_id, told.revoked_at)
