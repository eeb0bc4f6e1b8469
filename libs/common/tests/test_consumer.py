"""Outbox → Kafka → consumer, on the real ones: once, in order, and never stopped by one bad message."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from common.clock import SystemClock
from common.consumer import Consumer, ConsumerSpec, OffsetMovedError
from common.events import Envelope, Event, encode, type_headers
from common.kafka import new_producer
from common.outbox import Outbox, Relay
from common.testing.helpers import eventually
from common.topics import TopicSpec, ensure_topics
from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from .conftest import ConsumerOffset, DeadLetter, Note, OutboxMessage

pytestmark = pytest.mark.usefixtures("clean")


class NoteWritten(Event):
    type: ClassVar[str] = "note.written.v1"
    topic: ClassVar[str] = "sessions"
    key: str
    text: str = ""


class NotesUnit:
    """Counts how often each note was applied; «poison» always fails."""

    def __init__(self, session) -> None:
        self._session = session
        self.handlers: Mapping[str, Callable[[Envelope], Awaitable[None]]] = {NoteWritten.type: self.write}

    async def write(self, envelope: Envelope) -> None:
        if envelope.data["text"] == "poison":
            raise ValueError("cannot be applied")
        row = {"key": envelope.data["key"], "text": envelope.data["text"]}
        statement = insert(Note).values(row)
        times = {"times": Note.times + 1, "text": row["text"]}
        await self._session.execute(statement.on_conflict_do_update(index_elements=[Note.key], set_=times))

    async def finish(self) -> None:
        pass


@asynccontextmanager
async def running(*loops):
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def consumer(engine, sessions, bootstrap, prefix, name="notes", topic="sessions", service=""):
    spec = ConsumerSpec(name, [topic], NotesUnit)
    return Consumer(
        spec,
        engine,
        sessions,
        bootstrap=bootstrap,
        prefix=prefix,
        offsets=ConsumerOffset,
        dead_letters=DeadLetter,
        service=service,
    )


async def write_notes(sessions, *notes: tuple[str, str]) -> None:
    async with sessions.begin() as session:
        outbox = Outbox(session, OutboxMessage, "tests")
        for key, text in notes:
            outbox.record(NoteWritten(key=key, text=text), key=key)


async def notes(sessions) -> dict[str, int]:
    async with sessions() as session:
        return dict((await session.execute(select(Note.key, Note.times))).all())


async def test_what_is_committed_arrives_once_and_in_order(engine, sessions, kafka_bootstrap, topic_prefix) -> None:
    reader = consumer(engine, sessions, kafka_bootstrap, topic_prefix)
    relay = Relay(engine, OutboxMessage, "tests", kafka_bootstrap, topic_prefix)
    async with running(reader.run(), relay.run()):
        await write_notes(sessions, *[(f"n{number % 7}", str(number)) for number in range(70)])

        async def all_there() -> bool:
            return sum((await notes(sessions)).values()) == 70

        await eventually(all_there)
        async with sessions() as session:
            last = dict((await session.execute(select(Note.key, Note.text))).all())
            assert last == {f"n{number % 7}": str(number) for number in range(63, 70)}
            assert await session.scalar(select(func.count()).select_from(OutboxMessage)) == 0


async def test_a_reader_that_starts_again_applies_nothing_twice(
    engine, sessions, kafka_bootstrap, topic_prefix
) -> None:
    prefix = f"{topic_prefix}again."
    await ensure_topics(kafka_bootstrap, [TopicSpec(f"{prefix}sessions", 2)])
    relay = Relay(engine, OutboxMessage, "tests", kafka_bootstrap, prefix)

    async def has(**expected: int) -> bool:
        assert await notes(sessions) == expected
        return True

    async with running(relay.run()):
        await write_notes(sessions, ("a", "1"), ("b", "1"))
        async with running(consumer(engine, sessions, kafka_bootstrap, prefix).run()):
            await eventually(lambda: has(a=1, b=1))
        await write_notes(sessions, ("c", "1"))
        async with running(consumer(engine, sessions, kafka_bootstrap, prefix).run()):
            await eventually(lambda: has(a=1, b=1, c=1))


async def test_a_reader_knows_when_it_has_applied_what_was_there_at_its_start(
    engine, sessions, kafka_bootstrap, topic_prefix
) -> None:
    prefix = f"{topic_prefix}backlog."
    await ensure_topics(kafka_bootstrap, [TopicSpec(f"{prefix}sessions", 2)])

    async def read_all(**expected: int) -> None:
        reader = consumer(engine, sessions, kafka_bootstrap, prefix, "backlog")
        assert not reader.has_caught_up

        async def has_caught_up() -> bool:
            return bool(reader.has_caught_up)

        async with running(reader.run()):
            await eventually(has_caught_up)
            assert await notes(sessions) == expected

    async with running(Relay(engine, OutboxMessage, "tests", kafka_bootstrap, prefix).run()):
        await read_all()
        await write_notes(sessions, *[(f"n{number}", "1") for number in range(4)])
        await eventually(lambda: _is_sent(sessions))
        await read_all(n0=1, n1=1, n2=1, n3=1)
        # nothing new: the message that is read again as a fingerprint is no backlog
        await read_all(n0=1, n1=1, n2=1, n3=1)


async def _is_sent(sessions) -> bool:
    async with sessions() as session:
        return bool(await session.scalar(select(func.count()).select_from(OutboxMessage)) == 0)


async def test_two_services_may_name_their_readers_alike(engine, sessions, kafka_bootstrap, topic_prefix) -> None:
    """All services share one database, and advisory locks are the database's."""
    one, other = (
        consumer(engine, sessions, kafka_bootstrap, topic_prefix, "alike", topic, service)
        for topic, service in (("sessions", "one-api"), ("charges", "other-api"))
    )
    async with running(one.run(), other.run()):
        await asyncio.wait_for(asyncio.gather(one.ready.wait(), other.ready.wait()), 20)


async def test_a_poisoned_message_is_put_aside_and_the_others_go_on(
    engine, sessions, kafka_bootstrap, topic_prefix
) -> None:
    prefix = f"{topic_prefix}poison."
    await ensure_topics(kafka_bootstrap, [TopicSpec(f"{prefix}sessions", 1)])
    relay = Relay(engine, OutboxMessage, "tests", kafka_bootstrap, prefix)
    async with running(relay.run(), consumer(engine, sessions, kafka_bootstrap, prefix).run()):
        await write_notes(sessions, ("a", "1"), ("b", "poison"), ("c", "1"))

        async def put_aside() -> bool:
            async with sessions() as session:
                letter = await session.scalar(select(DeadLetter))
                assert letter is not None
                assert (letter.key, letter.type, "cannot be applied" in letter.error) == ("b", NoteWritten.type, True)
                return await notes(sessions) == {"a": 1, "c": 1}

        await eventually(put_aside)


async def test_a_recreated_topic_is_noticed_and_read_from_its_start(
    engine, sessions, kafka_bootstrap, topic_prefix
) -> None:
    topic = f"{topic_prefix}recreated"
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka_bootstrap)
    await admin.start()
    for keys in (["a", "b"], ["c", "d", "e"]):  # the second life is longer: only the fingerprint tells
        await ensure_topics(kafka_bootstrap, [TopicSpec(topic, 1)])
        await publish(kafka_bootstrap, topic, keys)
        async with running(consumer(engine, sessions, kafka_bootstrap, topic_prefix, topic="recreated").run()):

            async def applied(keys=keys) -> bool:
                return set(keys) <= set(await notes(sessions))

            await eventually(applied)
        await admin.delete_topics([topic])

        async def gone() -> bool:
            return topic not in await admin.list_topics()

        await eventually(gone)
    await admin.close()


async def publish(bootstrap: str, topic: str, keys: list[str], kind: str = NoteWritten.type) -> None:
    producer = new_producer(bootstrap)
    await producer.start()
    for key in keys:
        event = NoteWritten(key=key, text="1")
        payload = encode(event.type, event.model_dump(), source="/t", subject=key, time=SystemClock().now())
        await producer.send_and_wait(topic, payload, key=key.encode(), headers=type_headers(kind))
    await producer.stop()


async def test_a_reader_thought_dead_cannot_apply_its_batch(engine, sessions, kafka_bootstrap, topic_prefix) -> None:
    topic = f"{topic_prefix}fenced"
    await ensure_topics(kafka_bootstrap, [TopicSpec(topic, 1)])
    await publish(kafka_bootstrap, topic, ["a"])
    reader = consumer(engine, sessions, kafka_bootstrap, topic_prefix, name="fenced", topic="fenced")
    async with running(reader.run()):

        async def applied() -> bool:
            return await notes(sessions) == {"a": 1}

        await eventually(applied)
    async with sessions.begin() as session:  # somebody else has gone on
        await session.execute(update(ConsumerOffset).values(next_offset=ConsumerOffset.next_offset + 1))
    partition, headers = next(iter(reader._positions)), type_headers(NoteWritten.type)
    value = encode(NoteWritten.type, {"key": "b", "text": "1"}, source="/t", subject="b", time=SystemClock().now())
    record = type(
        "Record",
        (),
        {"topic": topic, "partition": 0, "offset": 1, "timestamp": 1, "key": b"b", "value": value, "headers": headers},
    )()
    with pytest.raises(OffsetMovedError):
        await reader.apply({partition: [record]})


async def test_what_concerns_nobody_is_saved_with_the_next_that_does(
    engine, sessions, kafka_bootstrap, topic_prefix
) -> None:
    topic = f"{topic_prefix}passed"
    await ensure_topics(kafka_bootstrap, [TopicSpec(topic, 1)])
    reader = consumer(engine, sessions, kafka_bootstrap, topic_prefix, name="passed", topic="passed")

    async def saved() -> int | None:
        async with sessions() as session:
            mine = ConsumerOffset.consumer == "passed"
            offset: int | None = await session.scalar(select(ConsumerOffset.next_offset).where(mine))
            return offset

    async def passed(offset: int) -> bool:
        return [record.offset for record in reader._passed.values()] == [offset]

    async with running(reader.run()):
        await publish(kafka_bootstrap, topic, ["a"])
        await eventually(lambda: has_saved(saved, 1))
        await publish(kafka_bootstrap, topic, ["x", "y"], kind="note.unheard.v1")
        await eventually(lambda: passed(2))
        assert await saved() == 1
        await publish(kafka_bootstrap, topic, ["b"])
        await eventually(lambda: has_saved(saved, 4))
    assert await notes(sessions) == {"a": 1, "b": 1}


async def has_saved(saved: Callable[[], Awaitable[int | None]], offset: int) -> bool:
    return await saved() == offset
