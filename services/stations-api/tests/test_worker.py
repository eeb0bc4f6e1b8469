"""The whole worker: HTTP in, outbox, relay, Kafka, consumers, and back."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import pytest_asyncio
from aiokafka import TopicPartition
from common.db import Sessions
from common.events import encode, type_headers
from common.kafka import new_consumer as kafka_consumer
from common.kafka import new_producer, start_patiently
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, eventually
from common.testing.plugin import settings_from
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from stations_api.main import service
from stations_api.settings import StationsSettings
from stations_support import Gateway, Operator


@pytest.fixture(scope="module")
def settings(service_environment: dict[str, str]) -> StationsSettings:
    return settings_from(StationsSettings, service_environment | {"REMOTE_TOKEN_KEY": "00" * 16})


@pytest_asyncio.fixture
async def running(settings: StationsSettings, runtime: Runtime) -> AsyncIterator[None]:
    """The worker of the service, started as `--role worker` would."""
    app = create_app(service(settings), "worker", runtime)
    async with app.router.lifespan_context(app):
        await eventually(lambda: asyncio.sleep(0, all(consumer.ready.is_set() for consumer in runtime.consumers)))
        yield


async def tell(settings: StationsSettings, *facts: Any, topic: str = "station-events") -> None:
    """Publishes facts as the gateway does."""
    producer = new_producer(settings.kafka_bootstrap)
    await start_patiently(producer)
    try:
        for fact in facts:
            value = encode(fact.type, fact.data, source="/csms-gateway", subject=fact.key, time=fact.time)
            name = settings.kafka_topic_prefix + topic
            await producer.send(name, value, key=fact.key.encode(), headers=type_headers(fact.type))
        await producer.flush()
    finally:
        await producer.stop()


async def read_all(settings: StationsSettings, topic: str) -> list[dict[str, Any]]:
    consumer = kafka_consumer(settings.kafka_bootstrap)
    await start_patiently(consumer)
    try:
        name = settings.kafka_topic_prefix + topic
        partitions = [TopicPartition(name, number) for number in (0, 1)]
        consumer.assign(partitions)
        ends = await consumer.end_offsets(partitions)
        found: list[dict[str, Any]] = []
        while sum([await consumer.position(one) for one in partitions]) < sum(ends.values()):
            for one, records in (await consumer.getmany(timeout_ms=200)).items():
                found += [{"partition": one.partition, **orjson.loads(record.value or b"null")} for record in records]
        return found
    finally:
        await consumer.stop()


async def test_a_command_goes_out_and_its_effect_comes_back(
    running: None, settings: StationsSettings, operator: Operator, clock: FakeClock, sessions: Sessions
) -> None:
    station = await operator.station()
    gateway = Gateway(station["id"], clock, partition=1)
    await tell(settings, gateway.connected(), gateway.booted(), gateway.status(1))

    async def is_ok() -> bool:
        return bool((await operator.get(f"/stations/{station['id']}")).json()["technical_status"] == "ok")

    await eventually(is_ok)
    command = await operator.command(station, "start_session", connector_number=1)

    async def sent() -> Any:
        return await read_all(settings, "station-commands")

    [request] = await eventually(sent)
    assert (request["partition"], request["data"]["command_id"]) == (1, command["command_id"])
    token = {"kind": "remote", "remote_token": request["data"]["remote_token"]}
    await tell(settings, gateway.delivered(command), gateway.answered(command), gateway.started(1, token=token))

    async def is_done() -> bool:
        return bool((await operator.get(f"/commands/{command['command_id']}")).json()["status"] == "succeeded")

    await eventually(is_done)
    snapshots = await read_all(settings, "stations")
    assert [snapshot["data"]["station_id"] for snapshot in snapshots] == [station["id"], station["id"]]


async def test_a_message_that_cannot_be_read_stops_nobody(
    running: None, settings: StationsSettings, operator: Operator, clock: FakeClock, sessions: Sessions
) -> None:
    station = await operator.station()
    gateway = Gateway(station["id"], clock, partition=1)
    await tell(settings, gateway.status(1, status="no such status"), gateway.connected(epoch=7))

    async def is_connected() -> bool:
        return bool((await operator.get(f"/stations/{station['id']}")).json()["is_connected"])

    await eventually(is_connected)
    async with sessions() as session:
        dead = await session.scalar(text("select type from dead_letters where key = :key"), {"key": station["id"]})
    assert dead == "connector.status-changed.v1"


COUNTED = 1000
"""Frames of a station that the list counts; of more it only estimates."""


async def test_frames_go_into_the_log_by_the_batch(
    running: None, settings: StationsSettings, operator: Operator, clock: FakeClock
) -> None:
    station = await operator.station()
    gateway, count = Gateway(station["id"], clock), 3000
    frames = [
        gateway.fact("frame.logged", direction="in", at=clock.now(), raw=f'[2,"{number}","MeterValues",{{}}]')
        for number in range(count)
    ]
    await tell(settings, *frames, topic="station-log")

    async def is_last_there() -> bool:
        found = await operator.get("/protocol-log", station_id=station["id"], message_id=str(count - 1))
        return [row["action"] for row in found.json()["items"]] == ["MeterValues"]

    await eventually(is_last_there)
    listed = (await operator.get("/protocol-log", station_id=station["id"])).json()
    assert listed["total"] >= COUNTED, "beyond what is counted the plan says how many, at least one more than was seen"
    assert not listed["total_is_exact"]


async def test_without_its_key_the_service_does_not_start(engine: AsyncEngine, sessions: Sessions) -> None:
    settings = StationsSettings(remote_token_key="")
    app = create_app(service(settings), "api", Runtime(settings, engine, sessions))
    with pytest.raises(ValueError, match="REMOTE_TOKEN_KEY"):
        async with app.router.lifespan_context(app):
            pass
