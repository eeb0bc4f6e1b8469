"""The real process, killed with -9 in the middle of its payments, again and again, while the provider misbehaves.

Amounts run from 22.00 to 25.52; those named below lose an answer after the money was held or captured, are decided
later with two call-backs, or are refused. Half of the sessions were running first, with money held for them.
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
from billing_api.holds.models import Hold, HoldStatus
from billing_api.payments.models import Payment
from billing_api.payments.states import PaymentStatus
from billing_api.sandbox.models import Outcome, SandboxOperation
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


async def send(settings: BillingSettings, told: list[dict[str, Any]], kind: str = "session.ended.v1") -> None:
    producer = new_producer(settings.kafka_bootstrap)
    await producer.start()
    try:
        for data in told:
            await producer.send(
                settings.kafka_topic_prefix + "sessions",
                message(data),
                key=data["session_id"].encode(),
                headers=type_headers(kind),
            )
        await producer.flush()
    finally:
        await producer.stop()


async def count(sessions: Sessions, *conditions: Any, of: Any = Payment) -> int:
    async with sessions() as session:
        return await session.scalar(select(func.count()).select_from(of).where(*conditions)) or 0


@pytest.mark.timeout(600)  # six starts of a process on a busy machine
async def test_every_session_is_charged_exactly_once(service_environment: dict[str, str], sessions: Sessions) -> None:
    settings = settings_from(BillingSettings, service_environment)
    async with sessions.begin() as session:
        faults = {name: [amount] for name, amount in FAULTS.items()}
        await save_switches(session, SandboxBehaviour.model_validate({**faults, "delay_seconds": 0.01}))
    told = [session_data(energy_wh=1_000 + number, revision=2) for number in range(SESSIONS)]
    running = [session_data(one["session_id"], is_open=True, energy_wh=0) for one in told[::2]]
    await send(settings, running + running[:20], "session.updated.v1")
    for status, wanted in (("asking", 40), ("held", 40)):
        with worker(service_environment):

            async def is_holding(status: str = status, wanted: int = wanted) -> bool:
                held = await count(sessions, Hold.status == HoldStatus(status), of=Hold)
                return held >= wanted and await count(sessions, of=SandboxOperation) > 0

            await eventually(is_holding, seconds=90)
    await send(settings, told + told[:50])
    for held in (60, 120, 180):
        with worker(service_environment):

            async def is_in_the_middle(wanted: int = held) -> bool:
                return await count(sessions, of=SandboxOperation) >= wanted

            await eventually(is_in_the_middle, seconds=90)
    with worker(service_environment):

        async def is_all_settled() -> bool:
            settled = Payment.status.in_((PaymentStatus.completed, PaymentStatus.error))
            standing = Hold.status.not_in((HoldStatus.captured, HoldStatus.released))
            return await count(sessions, settled) == SESSIONS and not await count(sessions, standing, of=Hold)

        await eventually(is_all_settled, seconds=90)
    await check(sessions)


async def check(sessions: Sessions) -> None:
    """One payment a session; what was paid is captured once, what was refused is not, and nothing else is held."""
    async with sessions() as session:
        orders = {one.key: one for one in await session.scalars(select(SandboxOperation))}
        payments = {one.id: one for one in await session.scalars(select(Payment))}
        holds = {one.id: one for one in await session.scalars(select(Hold))}
    assert len(payments) == len({one.session_id for one in payments.values()}) == SESSIONS
    assert orders.keys() <= payments.keys() | holds.keys()
    for payment in payments.values():
        order = orders[payment.hold_id or payment.id]
        is_refused = payment.amount == REFUSED and payment.hold_id is None
        assert payment.status is (PaymentStatus.error if is_refused else PaymentStatus.completed)
        assert order.captured_amount == (None if is_refused else payment.amount)
        assert order.calls == 1
    taken = sum((one.captured_amount or Decimal(0) for one in orders.values()), Decimal(0))
    assert taken == sum(one.amount for one in payments.values() if one.status is PaymentStatus.completed)
    assert {one.status for one in holds.values()} == {HoldStatus.captured, HoldStatus.released}
    assert {orders[one.id].outcome for one in holds.values() if one.captured_amount is None} <= {Outcome.voided}
    assert {str(one.amount) for one in payments.values()} > set(FAULTS.values())
