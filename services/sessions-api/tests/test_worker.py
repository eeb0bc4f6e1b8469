"""The whole worker on a real Kafka: facts in, sessions out, exactly once over a restart."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest_asyncio
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from common.db import Sessions
from common.events import encode, type_headers
from common.kafka import new_producer
from common.outbox import Relay
from common.service import Runtime, new_consumer
from common.testing.helpers import eventually
from common.testing.plugin import settings_from
from sessions_api.db import TABLES, OutboxMessage
from sessions_api.main import consumer
from sessions_api.settings import SessionsSettings
from sqlalchemy.ext.asyncio import AsyncEngine

from .factories import NOW, Message, Plug


@pytest_asyncio.fixture(loop_scope="session")
async def runtime(service_environment: dict[str, str], engine: AsyncEngine, sessions: Sessions) -> Runtime:
    return Runtime(settings_from(SessionsSettings, service_environment), engine, sessions)


@asynccontextmanager
async def worker(runtime: Runtime) -> AsyncIterator[None]:
    settings = runtime.settings
    relay = Relay(runtime.engine, OutboxMessage, "sessions-api", settings.kafka_bootstrap, settings.kafka_topic_prefix)
    loops = [new_consumer(consumer(runtime), runtime, TABLES).run(), relay.run()]
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest_asyncio.fixture(loop_scope="session")
async def producer(kafka_bootstrap: str) -> AsyncIterator[AIOKafkaProducer]:
    producer = new_producer(kafka_bootstrap)
    await producer.start()
    yield producer
    await producer.stop()


async def send(producer: AIOKafkaProducer, prefix: str, *messages: Message) -> None:
    for message in messages:
        value = encode(message.type, message.data, source="/test", subject=message.key, time=NOW)
        await producer.send_and_wait(
            prefix + message.topic, value, key=message.key.encode(), headers=type_headers(message.type)
        )


async def published(bootstrap: str, topic: str) -> list[dict[str, Any]]:
    reader = AIOKafkaConsumer(topic, bootstrap_servers=bootstrap, auto_offset_reset="earliest")
    await reader.start()
    try:
        fetched = await reader.getmany(timeout_ms=1500)
        return [json.loads(record.value or b"") for records in fetched.values() for record in records]
    finally:
        await reader.stop()


async def test_from_facts_to_sessions_over_a_restart(
    runtime: Runtime, stored, producer: AIOKafkaProducer, topic_prefix: str, kafka_bootstrap: str
) -> None:
    plug = Plug(started=datetime.now(UTC) - timedelta(hours=1))  # the worker has the real clock
    await send(producer, topic_prefix, plug.snapshot(), plug.status("ready", 0), plug.start(at=1))

    async def is_active() -> bool:
        return [session.state for session in await stored(plug.station_id)] == ["active"]

    async def is_over() -> bool:
        return [session.state for session in await stored(plug.station_id)] == ["success"]

    async with worker(runtime):
        await eventually(is_active)
    await send(producer, topic_prefix, plug.start(at=1), plug.stop(at=30), plug.status("available", 31))
    async with worker(runtime):
        await eventually(is_over)
        events = await eventually(lambda: _three(kafka_bootstrap, topic_prefix + "sessions"))
    # a relay that was stopped between publishing and noting it publishes again: the revision tells readers so
    revisions = list(dict.fromkeys(event["data"]["revision"] for event in events))
    assert revisions == list(range(1, len(revisions) + 1))
    assert events[-1]["type"] == "session.ended.v1"
    assert {event["subject"] for event in events} == {events[0]["data"]["session_id"]}


async def _three(bootstrap: str, topic: str) -> list[dict[str, Any]]:
    events = await published(bootstrap, topic)
    assert events
    assert events[-1]["type"] == "session.ended.v1"
    return events
