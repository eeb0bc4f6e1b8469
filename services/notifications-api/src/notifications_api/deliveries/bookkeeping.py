"""What became of requests: attempts, statuses, the next try, and which delivery is the next one of its thing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deliveries.models import OPEN, Delivery, DeliveryAttempt, DeliveryStatus
from notifications_api.deliveries.pauses import pause_after
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.sending.sender import Answer
from notifications_api.webhooks.models import Webhook

log = structlog.get_logger()
_GONE = 410
"""The receiver says that it does not exist any more: it is switched off at once (Standard Webhooks)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    delivery_id: UUID
    answer: Answer
    at: datetime


class Bookkeeper:
    """Made for one transaction."""

    def __init__(self, session: AsyncSession, now: datetime, pause_after_failing: timedelta) -> None:
        self._session, self._now, self._longest_failing = session, now, pause_after_failing
        self._deliveries = DeliveryRepository(session)

    async def write(self, outcomes: Sequence[Outcome]) -> None:
        found = await self._deliveries.lock({one.delivery_id for one in outcomes})
        for outcome in outcomes:
            if outcome.delivery_id in found:  # else it was deleted with its webhook meanwhile
                self._conclude(*found[outcome.delivery_id], outcome)
        await self._session.flush()
        ended = [one for one, _ in found.values() if one.status not in OPEN]
        await self._deliveries.wake_next({(one.webhook_id, one.object_key) for one in ended}, self._now)

    def _conclude(self, delivery: Delivery, webhook: Webhook, outcome: Outcome) -> None:
        answer = outcome.answer
        self._session.add(
            DeliveryAttempt(
                delivery_id=delivery.id,
                at=outcome.at,
                status=answer.status,
                duration_ms=answer.duration_ms,
                error=answer.error,
                response_body=answer.body,
            )
        )
        delivery.attempts += 1
        if delivery.status not in OPEN:  # its claim had run out, and somebody else was done with it first
            return
        delivery.response_status, delivery.duration_ms = answer.status, answer.duration_ms
        if answer.is_taken:
            delivery.status, delivery.delivered_at = DeliveryStatus.delivered, outcome.at
            delivery.next_attempt_at = webhook.failing_since = None
        else:
            self._fail(delivery, webhook, is_gone=answer.status == _GONE)
        webhook.last_delivery_at, webhook.last_status = outcome.at, delivery.status.value

    def _fail(self, delivery: Delivery, webhook: Webhook, *, is_gone: bool) -> None:
        again = self._now + pause_after(delivery.attempts)
        is_over = again > delivery.tries_left_until
        delivery.status = DeliveryStatus.given_up if is_over else DeliveryStatus.failed
        delivery.next_attempt_at = None if is_over else again
        webhook.failing_since = webhook.failing_since or self._now
        has_failed_long = self._now - webhook.failing_since >= self._longest_failing
        if webhook.is_active and (is_gone or has_failed_long):
            log.warning("webhook.paused", webhook_id=str(webhook.id), failing_since=str(webhook.failing_since))
            webhook.is_active, webhook.paused_at = False, self._now
            webhook.revision += 1
