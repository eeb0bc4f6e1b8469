"""Fast as far as the receiver allows, fair among receivers, in order of each thing: the loop itself, over real HTTP."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest_asyncio
from common.service import Runtime
from common.testing.helpers import FakeClock, eventually
from notifications_api.deliveries.bookkeeping import Bookkeeper, Outcome
from notifications_api.deliveries.loop import deliver_webhooks
from notifications_api.deliveries.models import Delivery
from notifications_api.deliveries.pace import Pace
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.sending.sender import Answer
from notifications_api.settings import NotificationsSettings
from sqlalchemy import select, update
from webhook_fixtures import WRITER, payment
from webhook_receiver import Received, Receiver, receiving

Make = Callable[..., Awaitable[Any]]
NEVER_LOOKS_AGAIN_SECONDS = 600.0
AT_ONCE = 8


@pytest_asyncio.fixture
async def looping(fresh: Runtime, webhook_settings: NotificationsSettings) -> AsyncIterator[Callable[[], None]]:
    """`looping()`: the worker's loop begins. By itself it looks once in ten minutes: answers must keep it going."""
    changes = {"webhook_poll_seconds": NEVER_LOOKS_AGAIN_SECONDS, "webhook_concurrency": AT_ONCE}
    runtime = replace(fresh, settings=webhook_settings.model_copy(update=changes))
    tasks = list[asyncio.Task[None]]()
    yield lambda: tasks.append(asyncio.create_task(deliver_webhooks(runtime)))
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def versions_of(requests: list[Received], thing: UUID) -> list[int]:
    told = (request.json["data"] for request in requests)
    return [data["version"] for data in told if data["payment_id"] == str(thing)]


async def have_arrived(receiver: Receiver, count: int) -> None:
    async def is_so() -> bool:
        return len(receiver.requests) >= count

    await eventually(is_so, seconds=60)


async def test_a_backlog_goes_out_without_a_pause_and_each_thing_in_its_order(
    subscribe: Make, tell: Make, looping: Callable[[], None], receiver: Receiver
) -> None:
    await subscribe()
    receiver.keeps = 1_000
    things = [uuid4() for _ in range(20)]
    await tell(*(payment(version, payment_id=thing) for version in range(1, 6) for thing in things))
    looping()
    await have_arrived(receiver, 100)
    assert len(receiver.requests) == 100
    for thing in things:
        assert versions_of(receiver.requests, thing) == [1, 2, 3, 4, 5]
    assert receiver.connections <= AT_ONCE  # they are kept


async def test_a_receiver_that_does_not_answer_holds_up_nobody(
    subscribe: Make, tell: Make, looping: Callable[[], None], receiver: Receiver
) -> None:
    async with receiving() as silent:
        silent.is_silent = True
        await subscribe(url=silent.url)
        await tell(*(payment(number) for number in range(1, 41)))
        await subscribe()
        await tell(*(payment(number) for number in range(1, 11)))
        looping()
        await have_arrived(receiver, 10)
        assert 1 <= len(silent.requests) <= AT_ONCE


async def test_a_connection_that_the_receiver_has_closed_is_made_anew_and_no_try_is_lost(
    subscribe: Make, tell: Make, looping: Callable[[], None], receiver: Receiver, client: httpx.AsyncClient
) -> None:
    """It says nothing of it: the sender finds out when it writes."""
    await subscribe()
    receiver.keeps = 3
    thing = uuid4()
    await tell(*(payment(version, payment_id=thing) for version in range(1, 10)))
    looping()
    await have_arrived(receiver, 9)
    assert receiver.connections >= 3

    async def attempts() -> Counter[int]:
        found = (await client.get("/deliveries", params={"limit": "100"}, headers=WRITER)).json()["items"]
        told = Counter[int](one["attempts"] for one in found if one["status"] == "delivered")
        assert told.total() == 9
        return told

    assert await eventually(attempts) == {1: 9}


def test_more_at_once_while_it_takes_them_half_as_many_after_each_failure() -> None:
    pace, webhook = Pace(most=6), uuid4()
    assert pace.width(webhook) == 4
    for _ in range(10):
        pace.learn(webhook, is_taken=True)
    assert pace.width(webhook) == 6
    pace.learn(webhook, is_taken=False)
    assert pace.width(webhook) == 3
    for _ in range(10):
        pace.learn(webhook, is_taken=False)
    assert (pace.width(webhook), pace.width(uuid4())) == (1, 4)


class TestQueue:
    async def test_of_a_thing_only_the_first_is_due_also_over_batches(
        self, subscribe: Make, tell: Make, fresh: Runtime
    ) -> None:
        await subscribe()
        thing = uuid4()
        await tell(payment(1, payment_id=thing), payment(2, payment_id=thing))
        await tell(payment(3, payment_id=thing))
        async with fresh.sessions() as session:
            found = await session.scalars(select(Delivery).order_by(Delivery.sequence))
        assert [one.next_attempt_at is not None for one in found] == [True, False, False]

    async def test_one_that_waits_for_nobody_is_found(
        self, subscribe: Make, tell: Make, deliver: Make, fresh: Runtime, clock: FakeClock, receiver: Receiver
    ) -> None:
        await subscribe()
        await tell(payment())
        async with fresh.sessions.begin() as session:
            await session.execute(update(Delivery).values(next_attempt_at=None))
        assert await deliver() == 0
        async with fresh.sessions.begin() as session:
            await DeliveryRepository(session).wake_stranded(clock.now())
        assert await deliver() == 1

    async def test_a_late_answer_to_a_claim_that_ran_out_opens_nothing_again(
        self, subscribe: Make, tell: Make, deliver: Make, fresh: Runtime, clock: FakeClock, client: httpx.AsyncClient
    ) -> None:
        """Two processes have sent it: the first was answered 503, but later."""
        await subscribe()
        await tell(payment())
        await deliver()
        [delivery] = (await client.get("/deliveries", headers=WRITER)).json()["items"]
        async with fresh.sessions.begin() as session:
            late = Outcome(UUID(delivery["id"]), Answer(503, 20_000), clock.now())
            await Bookkeeper(session, clock.now(), timedelta(hours=1)).write([late])
        details = (await client.get(f"/deliveries/{delivery['id']}", headers=WRITER)).json()
        assert (details["status"], details["response_status"], details["attempts"]) == ("delivered", 204, 2)
        assert [one["status"] for one in details["attempts_log"]] == [204, 503]

    async def test_to_a_webhook_that_is_switched_off_nothing_is_replayed_and_no_test_is_sent(
        self, subscribe: Make, tell: Make, deliver: Make, client: httpx.AsyncClient
    ) -> None:
        webhook = await subscribe()
        await tell(payment())
        await deliver()
        [delivery] = (await client.get("/deliveries", headers=WRITER)).json()["items"]
        await client.patch(f"/webhooks/{webhook['id']}", json={"is_active": False}, headers=WRITER)
        for path in (f"/deliveries/{delivery['id']}/replay", f"/webhooks/{webhook['id']}/test"):
            answer = await client.post(path, headers=WRITER)
            assert (answer.status_code, answer.json()["code"]) == (409, "webhook_switched_off")
