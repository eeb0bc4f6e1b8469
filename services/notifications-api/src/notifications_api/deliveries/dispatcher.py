"""Sends what is due: claimed in one transaction, sent outside of any, the outcome saved in another.

A process that dies in between leaves the claim behind; when its time is over the delivery is sent again under the same
id. That is «at least once». Of one webhook and one thing at most one delivery is on its way, the earliest.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deliveries.models import Delivery, DeliveryAttempt, DeliveryStatus
from notifications_api.deliveries.pauses import pause_after
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.deliveries.service import CONTENT_TYPE, USER_AGENT
from notifications_api.sending.sender import Answer, Sender
from notifications_api.settings import NotificationsSettings
from notifications_api.webhooks.models import Webhook
from notifications_api.webhooks.repository import WebhookRepository
from notifications_api.webhooks.signing import headers_of

log = structlog.get_logger()
_GONE = 410
"""The receiver says that it does not exist any more: it is switched off at once (Standard Webhooks)."""


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
        self._tasks: dict[asyncio.Task[None], UUID] = {}

    async def run_once(self) -> int:
        """Starts what is due as far as there is room; the number of requests begun."""
        parcels = await self._claim()
        for parcel in parcels:
            task = asyncio.create_task(self._deliver(parcel))
            self._tasks[task] = parcel.webhook_id
            task.add_done_callback(self._done)
        return len(parcels)

    async def settle(self) -> None:
        """Waits until nothing is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (error := task.exception()):
            log.warning("webhook.not_recorded", error=repr(error)[:500])  # the claim ends and it is sent again

    async def _claim(self) -> list[Parcel]:
        room = self._settings.webhook_concurrency - len(self._tasks)
        each = self._settings.webhook_concurrency_each
        under_way = Counter(self._tasks.values())
        busy = [webhook for webhook, count in under_way.items() if count >= each]
        if room <= 0:
            return []
        now = self._clock.now()
        async with self._sessions.begin() as session:
            deliveries = DeliveryRepository(session)
            if not await deliveries.is_any_due(now):
                return []
            claimed = await deliveries.claim(now, now + self._claimed_for, room, busy)
            kept = _no_more_than(each, under_way, claimed)
            for one in claimed:
                if one not in kept:
                    one.next_attempt_at = now
            return await self._parcels(session, kept)

    async def _parcels(self, session: AsyncSession, claimed: Sequence[Delivery]) -> list[Parcel]:
        deliveries, secrets = DeliveryRepository(session), WebhookRepository(session)
        valid = await secrets.secrets({one.webhook_id for one in claimed}, self._clock.now())
        parcels = []
        for one in claimed:
            url = (await deliveries.webhook(one.webhook_id)).url
            body = (await deliveries.event(one.event_id)).body
            parcels.append(Parcel(one.id, one.webhook_id, one.event_id, url, body, valid[one.webhook_id]))
        return parcels

    async def _deliver(self, parcel: Parcel) -> None:
        at = self._clock.now()
        headers = {"content-type": CONTENT_TYPE, "user-agent": USER_AGENT}
        signed = headers_of(parcel.event_id, at, parcel.body, parcel.secrets)
        answer = await self._sender.post(parcel.url, headers | signed, parcel.body)
        async with self._sessions.begin() as session:
            found = await DeliveryRepository(session).lock(parcel.delivery_id)
            if found is not None:
                self._conclude(session, *found, answer)

    def _conclude(self, session: AsyncSession, delivery: Delivery, webhook: Webhook, answer: Answer) -> None:
        now = self._clock.now()
        session.add(
            DeliveryAttempt(
                delivery_id=delivery.id,
                at=now,
                status=answer.status,
                duration_ms=answer.duration_ms,
                error=answer.error,
                response_body=answer.body,
            )
        )
        delivery.attempts += 1
        delivery.response_status, delivery.duration_ms = answer.status, answer.duration_ms
        if answer.is_taken:
            delivery.status, delivery.delivered_at, delivery.next_attempt_at = DeliveryStatus.delivered, now, None
            webhook.failing_since = None
        else:
            self._fail(delivery, webhook, is_gone=answer.status == _GONE)
        webhook.last_delivery_at, webhook.last_status = now, delivery.status.value

    def _fail(self, delivery: Delivery, webhook: Webhook, *, is_gone: bool) -> None:
        now = self._clock.now()
        again = now + pause_after(delivery.attempts)
        is_over = again > delivery.tries_left_until
        delivery.status = DeliveryStatus.given_up if is_over else DeliveryStatus.failed
        delivery.next_attempt_at = None if is_over else again
        webhook.failing_since = webhook.failing_since or now
        has_failed_long = now - webhook.failing_since >= timedelta(hours=self._settings.webhook_pause_hours)
        if webhook.is_active and (is_gone or has_failed_long):
            log.warning("webhook.paused", webhook_id=str(webhook.id), failing_since=str(webhook.failing_since))
            webhook.is_active, webhook.paused_at = False, now
            webhook.revision += 1


def _no_more_than(each: int, under_way: Counter[UUID], claimed: Sequence[Delivery]) -> list[Delivery]:
    """The first of each webhook, together with what is on its way no more than `each`."""
    counts, kept = Counter(under_way), []
    for one in claimed:
        if counts[one.webhook_id] < each:
            counts[one.webhook_id] += 1
            kept.append(one)
    return kept
