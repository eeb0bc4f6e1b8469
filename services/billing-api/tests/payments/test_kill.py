"""The real process, killed with -9 in the middle of its payments, again and again, while the provider misbehaves.

Amounts run from 22.00 to 25.52; those named below lose an answer after the money was held or captured, are decided
later with two call-backs, or are refused.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from billing_api.payments.models import Payment
from billing_api.payments.states import PaymentStatus
from billing_api.sandbox.models import SandboxOperation
from billing_api.sandbox.switches import SandboxBehaviour, save_switches
from billing_api.settings import BillingSettings
from billing_factories import message, session_data
from common.db import Sessions
from common.events import type_headers
from common.kafka import new_producer
from common.testing.helpers import eventually
from common.testing.plugin import settings_from
from sqlalchemy import func, select

SESSIONS = 160
FAULTS = {"lose_answer": "22.22", "lose_capture": "22.44", "answer_later": "22.66", "refuse": "22.88"}
REFUSED = Decimal(FAULTS["refuse"])


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    short = {"PAYMENT_LEASE_SECONDS": "2", "PAYMENT_CALL_SECONDS": "1", "PAYMENT_BATCH": "40", "PORT": port}
    short["PAYMENT_PENDING_SECONDS"] = "3"
    process = subprocess.Popen([sys.executable, "-m", "billing_api"], env={**os.environ, **environment, **short})
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


@pytest.mark.timeout(300)  # four starts of a process on a busy machine
async def test_every_session_is_charged_exactly_once(service_environment: dict[str, str], sessions: Sessions) -> None:
    settings = settings_from(BillingSettings, service_environment)
    async with sessions.begin() as session:
        faults = {name: [amount] for name, amount in FAULTS.items()}
        await save_switches(session, SandboxBehaviour.model_validate({**faults, "delay_seconds": 0.01}))
    told = [session_data(energy_wh=1_000 + number) for number in range(SESSIONS)]
    await send(settings, told + told[:50])
    for held in (1, 50, 100):
        with worker(service_environment):

            async def is_in_the_middle(wanted: int = held) -> bool:
                return await count(sessions, of=SandboxOperation) >= wanted

            await eventually(is_in_the_middle, seconds=90)
    with worker(service_environment):

        async def is_all_settled() -> bool:
            settled = Payment.status.in_((PaymentStatus.completed, PaymentStatus.error))
            return await count(sessions, settled) == SESSIONS

        await eventually(is_all_settled, seconds=90)
    await check(sessions)


async def check(sessions: Sessions) -> None:
    """One payment a session; what was paid is captured once, what was refused is not, and nothing else is held."""
    async with sessions() as session:
        orders = {one.key: one for one in await session.scalars(select(SandboxOperation))}
        payments = {one.id: one for one in await session.scalars(select(Payment))}
    assert len(payments) == len({one.session_id for one in payments.values()}) == SESSIONS
    assert orders.keys() == payments.keys()
    for key, payment in payments.items():
        is_refused = payment.amount == REFUSED
        assert payment.status is (PaymentStatus.error if is_refused else PaymentStatus.completed)
        assert (orders[key].captured_at is None) == is_refused
        assert (orders[key].amount, orders[key].calls) == (payment.amount, 1)
    assert {str(one.amount) for one in payments.values()} > set(FAULTS.values())
