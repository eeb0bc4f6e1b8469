"""The real process, killed with -9 while it delivers: every event arrives, under one id, in order per thing."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import eventually
from notifications_api.webhooks.models import Webhook, WebhookSecret
from notifications_api.webhooks.signing import new_secret
from webhook_fixtures import payment
from webhook_receiver import Received, receiving

THINGS, VERSIONS = 10, 3
EVENTS = THINGS * VERSIONS


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[None]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    own = {"PORT": port, "WEBHOOK_ALLOWED_NETWORKS": '["127.0.0.0/8"]', "WEBHOOK_POLL_SECONDS": "0.05"}
    own["WEBHOOK_TIMEOUT_SECONDS"] = "1.5"  # a claim that its process has left behind ends after twice that
    command = [sys.executable, "-m", "notifications_api", "--role", "worker"]
    process = subprocess.Popen(command, env={**os.environ, **environment, **own})
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


async def subscribe(sessions: Sessions, url: str) -> str:
    now, secret = datetime.now(UTC).replace(year=2026, month=1), new_secret()
    webhook = Webhook(
        id=uuid7(),
        revision=1,
        organization_id=None,
        name="ERP",
        url=url,
        event_types=["*"],
        is_active=True,
        created_at=now,
    )
    async with sessions.begin() as session:
        session.add(webhook)
        await session.flush()
        session.add(WebhookSecret(id=uuid7(), webhook_id=webhook.id, secret=secret, created_at=now))
    return secret


@pytest.mark.timeout(300)  # three starts of a process on a busy machine
async def test_every_event_arrives_in_order(
    service_environment: dict[str, str], sessions: Sessions, publish: Callable[..., Any]
) -> None:
    async with receiving() as receiver:
        secret = await subscribe(sessions, receiver.url)
        taken = dict[tuple[str, int], Received]()

        def answer(received: Received) -> tuple[int, bytes]:
            """Every seventh request fails; what was taken before is taken again."""
            if len(receiver.requests) % 7 == 0:
                return 503, b""
            data = received.verify(secret)["data"]
            taken.setdefault((data["payment_id"], data["version"]), received)
            return 204, b""

        receiver.answer = answer
        things = [uuid4() for _ in range(THINGS)]
        for version in range(1, VERSIONS + 1):
            for thing in things:
                kind, data = payment(version, payment_id=thing)
                await publish("payments", thing, kind, data)
        for wanted in (1, EVENTS // 2):
            with worker(service_environment):

                async def is_in_the_middle(wanted: int = wanted) -> bool:
                    return len(taken) >= wanted

                await eventually(is_in_the_middle, seconds=90)
        with worker(service_environment):

            async def is_all_there() -> bool:
                return len(taken) == EVENTS

            await eventually(is_all_there, seconds=90)
        for thing in things:
            order = [version for payment_id, version in taken if payment_id == str(thing)]
            assert order == sorted(order)
        ids = dict[tuple[str, int], set[str]]()
        for request in receiver.requests:
            data = request.json["data"]
            ids.setdefault((data["payment_id"], data["version"]), set()).add(request.id)
        assert {len(found) for found in ids.values()} == {1}
