"""The service's own part of the thread: session.ended in, charge.priced and payment.changed out, through Kafka."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import orjson
import pytest
from aiokafka import AIOKafkaConsumer
from billing_api.charges.models import SessionPaymentStatus
from billing_api.main import service
from billing_api.settings import BillingSettings
from billing_api.tariffs.seed import seed_default_tariff
from billing_factories import charge_of, history_of, message, payments_of, session_data
from common.events import type_headers
from common.ids import uuid7
from common.kafka import new_producer
from common.service import Runtime, create_app
from common.testing.helpers import eventually
from common.testing.plugin import settings_from
from sqlalchemy.ext.asyncio import AsyncEngine


@pytest.fixture
def live(service_environment: dict[str, str], engine: AsyncEngine, sessions: Any) -> Runtime:
    return Runtime(settings_from(BillingSettings, service_environment), engine, sessions)


@asynccontextmanager
async def running(runtime: Runtime) -> AsyncIterator[None]:
    """The whole worker, as the process runs it."""
    assert isinstance(runtime.settings, BillingSettings)
    await seed_default_tariff(runtime)
    app = create_app(service(runtime.settings), "all", runtime)
    async with app.router.lifespan_context(app):
        yield


async def send(runtime: Runtime, *told: dict[str, Any]) -> None:
    producer = new_producer(runtime.settings.kafka_bootstrap)
    await producer.start()
    try:
        for data in told:
            kind = "session.updated.v1" if data["is_open"] else "session.ended.v1"
            topic = runtime.settings.kafka_topic_prefix + "sessions"
            key = data["session_id"].encode()
            await producer.send_and_wait(topic, message(data), key=key, headers=type_headers(kind))
    finally:
        await producer.stop()


async def published(runtime: Runtime, topic: str, count: int) -> list[dict[str, Any]]:
    consumer = AIOKafkaConsumer(
        runtime.settings.kafka_topic_prefix + topic,
        bootstrap_servers=runtime.settings.kafka_bootstrap,
        auto_offset_reset="earliest",
    )
    await consumer.start()
    try:
        async with asyncio.timeout(20):
            return [orjson.loads((await consumer.getone()).value or b"")["data"] for _ in range(count)]
    finally:
        await consumer.stop()


@pytest.mark.req("BIL-027", "BIL-028", "BIL-029", "BIL-035", "BIL-037")
async def test_an_ended_session_is_priced_and_paid_and_all_of_it_is_announced(live: Runtime) -> None:
    told = session_data(uuid7(), energy_wh=35_740)
    async with running(live):
        await send(live, told, told)

        async def is_paid() -> bool:
            return (await charge_of(live, told)).payment_status is SessionPaymentStatus.paid

        await eventually(is_paid)
        charges = await published(live, "charges", 3)
        payments = await published(live, "payments", 5)
    assert [one["payment_status"] for one in charges] == ["payment_preparation", "not_paid", "paid"]
    assert [one["status"] for one in payments] == ["preparation", "default", "processing", "completing", "completed"]
    assert (charges[-1]["amount"], charges[-1]["paid_amount"], charges[-1]["currency"]) == ("786.28", "786.28", "RUB")
    payment = (await payments_of(live, told))[0]
    assert [step.status for step in await history_of(live, payment)] == [one["status"] for one in payments]
    assert UUID(payments[0]["payment_id"]) == payment.id
    assert len(str(payment.number)) == 14
