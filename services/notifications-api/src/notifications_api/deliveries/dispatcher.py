"""Sends what is due: claimed in one transaction, sent outside of any, the outcomes saved in another.

A process that dies in between leaves the claim behind; when its time is over the delivery is sent again under the same
id. That is «at least once». Of one webhook and one thing at most one delivery is on its way, the earliest.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deliveries.bookkeeping import Bookkeeper, Outcome
from notifications_api.deliveries.models import Delivery
from notifications_api.deliveries.pace import Pace
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.deliveries.service import CONTENT_TYPE, USER_AGENT
from notifications_api.sending.sender import Sender
from notifications_api.settings import NotificationsSettings
from notifications_api.webhooks.models import Webhook
from notifications_api.webhooks.repository import WebhookRepository
from notifications_api.webhooks.signing import headers_of

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything that one request needs."""

    delivery_id: UUID
    webhook_id: UUID
    event_id: UUID
    url: str
    body: bytes
    secrets: Sequence[str]


class Dispatcher:
    """Any number of them may run side by side."""

    def __init__(self, sessions: Sessions, sender: Sender, clock: Clock, settings: NotificationsSettings) -> None:
        self._sessions, self._sender, self._clock, self._settings = sessions, sender, clock, settings
        self._claimed_for = timedelta(seconds=2 * settings.webhook_timeout_seconds)
        self._pause_after = timedelta(hours=settings.webhook_pause_hours)
        self._pace = Pace(settings.webhook_concurrency_each)
        self._tasks: dict[asyncio.Task[None], UUID] = {}
        self._outcomes: list[Outcome] = []
        self._answered = asyncio.Event()

    async def run_once(self) -> int:
        """Saves what was answered, starts what is due as far as there is room; the number of requests begun."""
        await self.record()
        parcels = await self._claim()
        for parcel in parcels:
            task = asyncio.create_task(self._deliver(parcel))
            self._tasks[task] = parcel.webhook_id
            task.add_done_callback(self._done)
        return len(parcels)

    async def wait(self, seconds: float) -> None:
        """Until somebody has answered, at most so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._answered.wait()
        await self._sender.lines.tidy()

    async def settle(self) -> None:
        """Waits until nothing is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
        await self.record()

    async def record(self) -> None:
        """All that was answered since the last time, in one transaction. What is not saved is sent once more."""
        self._answered.clear()
        outcomes, self._outcomes = self._outcomes, []
        if outcomes:
            async with self._sessions.begin() as session:
                await Bookkeeper(session, self._clock.now(), self._pause_after).write(outcomes)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sender.lines.close()
        await self.record()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        self._answered.set()
        if not task.cancelled() and (error := task.exception()):
            log.warning("webhook.not_sent", error=repr(error)[:500])  # the claim ends and it is sent again

    async def _claim(self) -> list[Parcel]:
        now = self._clock.now()
        async with self._sessions.begin() as session:
            deliveries = DeliveryRepository(session)
            waiting = {one.id: one for one in await deliveries.waiting(now)}
            claimed = list[Delivery]()
            for webhook_id, room in self._rooms(waiting):
                claimed += await deliveries.claim(webhook_id, now, now + self._claimed_for, room)
            return await self._parcels(session, claimed, waiting)

    def _rooms(self, waiting: Mapping[UUID, Webhook]) -> list[tuple[UUID, int]]:
        """How many requests may be begun for each: what its receiver bears, no more than a fair share of all."""
        under_way = Counter(self._tasks.values())
        left = self._settings.webhook_concurrency - under_way.total()
        share = max(1, self._settings.webhook_concurrency // max(1, len(waiting.keys() | under_way.keys())))
        rooms = list[tuple[UUID, int]]()
        for webhook_id in sorted(waiting, key=lambda one: under_way[one]):
            room = min(self._pace.width(webhook_id), share) - under_way[webhook_id]
            if room > 0 and left > 0:
                rooms.append((webhook_id, min(room, left)))
                left -= room
        return rooms

    async def _parcels(
        self, session: AsyncSession, claimed: Sequence[Delivery], webhooks: Mapping[UUID, Webhook]
    ) -> list[Parcel]:
        if not claimed:
            return []
        bodies = await DeliveryRepository(session).bodies({one.event_id for one in claimed})
        secrets = await WebhookRepository(session).secrets({one.webhook_id for one in claimed}, self._clock.now())
        return [
            Parcel(
                delivery_id=one.id,
                webhook_id=one.webhook_id,
                event_id=one.event_id,
                url=webhooks[one.webhook_id].url,
                body=bodies[one.event_id],
                secrets=secrets[one.webhook_id],
            )
            for one in claimed
        ]

    async def _deliver(self, parcel: Parcel) -> None:
        headers = {"content-type": CONTENT_TYPE, "user-agent": USER_AGENT}
        signed = headers_of(parcel.event_id, self._clock.now(), parcel.body, parcel.secrets)
        answer = await self._sender.post(parcel.webhook_id, parcel.url, headers | signed, parcel.body)
        self._pace.learn(parcel.webhook_id, is_taken=answer.is_taken)
        self._outcomes.append(Outcome(parcel.delivery_id, answer, self._clock.now()))
