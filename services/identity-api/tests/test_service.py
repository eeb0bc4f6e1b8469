"""The service as a whole: open operations, first start, the way to Kafka."""

import asyncio
from typing import Any

import httpx
import pytest
from common.events import Envelope
from common.kafka import new_consumer, partitions_of
from common.outbox import Relay
from common.service import Runtime, create_app, openapi
from common.testing.helpers import eventually
from identity_api.db import OutboxMessage
from identity_api.main import service
from identity_api.operations import OPEN, SIGNED_IN
from identity_api.seed.service import seed
from identity_api.settings import IdentitySettings
from sqlalchemy import text


def test_every_operation_names_a_right_or_stands_on_a_list() -> None:
    document = openapi(create_app(service(IdentitySettings()), "api"))
    without = {
        (method.upper(), path)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if operation["x-right"] is None
    }
    assert without == OPEN | SIGNED_IN


async def test_only_open_operations_answer_a_stranger(browser: httpx.AsyncClient, settings: IdentitySettings) -> None:
    document = openapi(create_app(service(settings), "api"))
    for path, operations in document["paths"].items():
        for method in operations:
            if (method.upper(), path) in OPEN:
                continue
            answer = await browser.request(method, path.replace("/api/v1", "").format_map(_AnyId()), json={})
            assert answer.status_code == 401, (method, path)


class _AnyId(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return "00000000-0000-7000-8000-00000000000f"


class TestSeed:
    async def test_many_processes_start_at_once_and_again(self, runtime: Runtime) -> None:
        before = await _counts(runtime)
        await asyncio.gather(*(seed(runtime) for _ in range(4)))
        assert await _counts(runtime) == before

    async def test_a_changed_machine_secret_is_taken_over(self, runtime: Runtime, browser: httpx.AsyncClient) -> None:
        settings = runtime.settings.model_copy(update={"api_client_secret": "another"})
        form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": "another"}
        await seed(Runtime(settings, runtime.engine, runtime.sessions, runtime.clock))
        assert (await browser.post("/auth/token", data=form)).status_code == 200
        await seed(runtime)
        assert (await browser.post("/auth/token", data=form)).status_code == 401


async def _counts(runtime: Runtime) -> list[int]:
    tables = ("rights", "roles", "role_rights", "organizations", "users", "api_clients", "signing_keys", "outbox")
    async with runtime.sessions() as session:
        return [int(await session.scalar(text(f"select count(*) from {table}")) or 0) for table in tables]


@pytest.mark.usefixtures("topic_prefix")
async def test_snapshots_and_tombstones_reach_kafka(
    runtime: Runtime, make_user: Any, bind_card: Any, admin: httpx.AsyncClient
) -> None:
    user = await make_user(last_name="Сидорова")
    card = await bind_card(user["id"])
    await admin.delete(f"/credentials/{card['id']}")
    settings = runtime.settings
    relay = Relay(runtime.engine, OutboxMessage, "identity-api", settings.kafka_bootstrap, settings.kafka_topic_prefix)
    task = asyncio.create_task(relay.run())
    try:
        credentials = await _read(settings, "credentials", card["id"], 2)
        users = await _read(settings, "users", user["id"], 1)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert credentials[1] is None
    assert Envelope.decode(credentials[0] or b"").data["user_label"] == "Сидорова"
    assert Envelope.decode(users[0] or b"").data["user_id"] == user["id"]


async def _read(settings: Any, topic: str, key: str, count: int) -> list[bytes | None]:
    """The first `count` values under `key`."""
    consumer = new_consumer(settings.kafka_bootstrap)
    await consumer.start()
    found: list[bytes | None] = []

    async def enough() -> bool:
        for records in (await consumer.getmany(timeout_ms=200)).values():
            found.extend(record.value for record in records if record.key == key.encode())
        return len(found) >= count

    try:
        name = settings.kafka_topic_prefix + topic
        from aiokafka import TopicPartition

        consumer.assign([TopicPartition(name, n) for n in (await partitions_of(consumer, [name]))[name]])
        await eventually(enough)
    finally:
        await consumer.stop()
    return found
