"""The whole worker through real Kafka: a boot comes in, a report goes out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from common.events import Envelope, encode, type_headers
from common.ids import uuid7
from common.kafka import new_producer, start_patiently
from common.service import Runtime, create_app
from common.testing.helpers import eventually
from common.testing.plugin import settings_from
from updates_api.main import service
from updates_api.settings import UpdatesSettings


@pytest.fixture(scope="module")
def settings(service_environment: dict[str, str]) -> UpdatesSettings:
    return settings_from(UpdatesSettings, service_environment)


@pytest_asyncio.fixture
async def running(settings: UpdatesSettings, runtime: Runtime) -> AsyncIterator[None]:
    app = create_app(service(settings), "worker", runtime)
    async with app.router.lifespan_context(app):
        await eventually(lambda: asyncio.sleep(0, all(consumer.ready.is_set() for consumer in runtime.consumers)))
        yield


async def test_a_boot_is_listed(
    running: None,
    settings: UpdatesSettings,
    boot: Callable[..., Envelope],
    software: Callable[..., Awaitable[Any]],
) -> None:
    station_id = uuid7()
    fact, snapshot = boot(station_id, "3.1"), {"number": "EVSE3", "organization_id": str(uuid7())}
    producer = new_producer(settings.kafka_bootstrap)
    await start_patiently(producer)
    for topic, kind, data in (
        ("station-events", fact.type, fact.data),
        ("stations", "station.snapshot.v1", snapshot),
    ):
        value = encode(kind, data, source="/test", subject=fact.key, time=fact.time)
        name = settings.kafka_topic_prefix + topic
        await producer.send_and_wait(name, value, key=fact.key.encode(), headers=type_headers(kind))
    await producer.stop()

    async def is_listed() -> bool:
        items = (await software(station_id=str(station_id))).json()["items"]
        return [(item["station_number"], item["version"]) for item in items] == [("EVSE3", "3.1")]

    await eventually(is_listed)
