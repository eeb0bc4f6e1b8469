"""What must not happen when a part dies at the worst moment, or a message is beyond what a column can hold."""

import pytest
from aiokafka import TopicPartition
from common.consumer import Consumer, ConsumerSpec
from common.ids import uuid7
from common.kafka import new_consumer, new_producer
from common.outbox import Relay
from common.testing.helpers import eventually
from common.topics import TopicSpec, ensure_topics
from sqlalchemy import func, select, text

from .conftest import ConsumerOffset, DeadLetter, OutboxMessage
from .test_consumer import NotesUnit, NoteWritten, consumer, notes, publish, running, write_notes

pytestmark = pytest.mark.usefixtures("clean")
KILL_OWN_CONNECTION = text("select pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
async def topic(kafka_bootstrap: str, topic_prefix: str) -> str:
    name = f"{topic_prefix}{uuid7()}.sessions"
    await ensure_topics(kafka_bootstrap, [TopicSpec(name, 1)])
    return name


async def test_a_database_that_dies_within_a_batch_costs_nothing(engine, sessions, kafka_bootstrap, topic) -> None:
    deaths: list[str] = []

    class DyingUnit(NotesUnit):
        async def write(self, envelope) -> None:
            await super().write(envelope)
            if envelope.key == "c" and len(deaths) < 2:
                deaths.append(envelope.key)
                await self._session.execute(KILL_OWN_CONNECTION)

    await publish(kafka_bootstrap, topic, ["a", "b", "c", "d"])
    reader = Consumer(
        ConsumerSpec("dying", ["sessions"], DyingUnit),
        engine,
        sessions,
        bootstrap=kafka_bootstrap,
        prefix=topic.removesuffix("sessions"),
        offsets=ConsumerOffset,
        dead_letters=DeadLetter,
    )
    async with running(reader.run()):

        async def applied() -> bool:
            return await notes(sessions) == dict.fromkeys("abcd", 1)

        await eventually(applied)
    assert deaths == ["c", "c"]
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(DeadLetter)) == 0


@pytest.mark.parametrize(
    ("key", "kind"),
    [(b"nul\0l", b"note.written.v1"), (b"\xff\xfe", b"note.written.v1"), (b"a", b"\xff\0")],
    ids=["nul", "no utf-8", "type"],
)
async def test_a_key_that_no_column_can_hold_stops_nobody(
    engine, sessions, kafka_bootstrap, topic, key: bytes, kind: bytes
) -> None:
    producer = new_producer(kafka_bootstrap)
    await producer.start()
    await producer.send_and_wait(topic, b"{}", key=key, headers=[("type", kind)])
    await producer.stop()
    await publish(kafka_bootstrap, topic, ["after"])
    async with running(consumer(engine, sessions, kafka_bootstrap, topic.removesuffix("sessions")).run()):

        async def applied() -> bool:
            return await notes(sessions) == {"after": 1}

        await eventually(applied)
    async with sessions() as session:
        letters = (await session.scalars(select(DeadLetter))).all()
    assert len(letters) == (1 if kind.decode(errors="replace") == NoteWritten.type else 0)


async def test_a_relay_that_dies_between_publishing_and_deleting_repeats_but_never_reorders(
    engine, sessions, kafka_bootstrap, topic
) -> None:
    class DyingRelay(Relay):
        batch = 10
        published = 0

        async def relay_batch(self, connection, producer) -> int:
            self.connection = connection
            return await super().relay_batch(connection, producer)

        async def _publish(self, producer, rows) -> None:
            await super()._publish(producer, rows)
            self.published += 1
            if self.published in {2, 4}:
                await self.connection.execute(KILL_OWN_CONNECTION)

    await write_notes(sessions, *[("one key", str(number)) for number in range(45)])
    relay = DyingRelay(engine, OutboxMessage, "tests", kafka_bootstrap, topic.removesuffix("sessions"))
    async with running(relay.run()):

        async def emptied() -> bool:
            async with sessions() as session:
                waiting = await session.scalar(select(func.count()).select_from(OutboxMessage))
            return waiting is not None and int(waiting) == 0

        await eventually(emptied)
    texts = await texts_in(kafka_bootstrap, topic)
    assert list(dict.fromkeys(texts)) == [str(number) for number in range(45)]
    assert len(texts) == 45 + 20  # the two batches whose deletion failed, no more
    assert texts[-1] == "44"


async def texts_in(bootstrap: str, topic: str) -> list[str]:
    reader, partition = new_consumer(bootstrap), TopicPartition(topic, 0)
    await reader.start()
    try:
        reader.assign([partition])
        await reader.seek_to_beginning(partition)
        end = (await reader.end_offsets([partition]))[partition]
        values: list[bytes] = []
        while len(values) < end:
            found = (await reader.getmany(partition, timeout_ms=500)).get(partition, [])
            values += [record.value or b"" for record in found]
        return [value.decode().split('"text":"')[1].split('"')[0] for value in values]
    finally:
        await reader.stop()
