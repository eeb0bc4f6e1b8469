"""The real process, killed with -9 in the middle of its payments, again and again."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from billing_api.payments.models import Payment
from billing_api.payments.states import PaymentStatus
from billing_api.sandbox.models import SandboxOperation
from billing_api.settings import BillingSettings
from billing_factories import message, session_data
from common.db import Sessions
from common.events import type_headers
from common.kafka import new_producer
from common.testing.helpers import eventually
from common.testing.plugin import settings_from
from sqlalchemy import func, select

SESSIONS = 240


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    short = {"PAYMENT_LEASE_SECONDS": "2", "PAYMENT_CALL_SECONDS": "1", "PAYMENT_BATCH": "40", "PORT": port}
    process = subprocess.Popen(
        [sys.executable, "-m", "billing_api", "--role", "worker"], env={**os.environ, **environment, **short}
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


async def send(settings: BillingSettings, told: list[dict[str, Any]]) -> None:
    producer = new_producer(settings.kafka_bootstrap)
    await producer.start()
    try:
        for data in told:
            await producer.send(
                settings.kafka_topic_prefix + "sessions",
                message(data),
                key=data["session_id"].encode(),
                headers=type_headers("session.ended.v1"),
            )
        await producer.flush()
    finally:
        await producer.stop()


async def count(sessions: Sessions, *conditions: Any, of: Any = Payment) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(of).where(*conditions)) or 0


async def test_every_session_is_charged_exactly_once(service_environment: dict[str, str], sessions: Sessions) -> None:
    settings = settings_from(BillingSettings, service_environment)
    told = [session_data(energy_wh=1_000 + number) for number in range(SESSIONS)]
    await send(settings, told + told[:50])
    for captured in (1, 60, 120):
        with worker(service_environment):

            async def is_in_the_middle(wanted: int = captured) -> bool:
                return await count(sessions, of=SandboxOperation) >= wanted

            await eventually(is_in_the_middle, seconds=40)
    with worker(service_environment):

        async def is_all_paid() -> bool:
            return await count(sessions, Payment.status == PaymentStatus.completed) == SESSIONS

        await eventually(is_all_paid, seconds=40)
    assert await count(sessions) == SESSIONS
    async with sessions() as session:
        captures = (await session.scalars(select(SandboxOperation))).all()
        payments = {one.id: one.amount for one in await session.scalars(select(Payment))}
    assert {one.key: one.amount for one in captures} == payments
    assert {one.calls for one in captures} == {1}
