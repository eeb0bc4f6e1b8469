"""What a person may do with a delivery: look at it, send it again, send a test."""

from datetime import datetime, timedelta
from uuid import UUID

import orjson
from common.audit import Link
from common.auth import Principal
from common.clock import Clock
from common.ids import uuid7
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deeds import Deeds
from notifications_api.deliveries.errors import DeliveryNotFound, DeliveryUnderWay, WebhookSwitchedOff
from notifications_api.deliveries.models import OPEN, Delivery, DeliveryStatus, WebhookEvent
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.deliveries.schemas import AttemptRead, DeliveryDetails, DeliveryRead, DeliveryRequest
from notifications_api.public_events.bodies import body_of
from notifications_api.public_events.catalogue import TEST
from notifications_api.public_events.documents import Test
from notifications_api.settings import NotificationsSettings
from notifications_api.webhooks.models import Webhook

CONTENT_TYPE = "application/json"
USER_AGENT = "SmartCharging-Webhooks/1"


class DeliveryService:
    def __init__(self, session: AsyncSession, clock: Clock, settings: NotificationsSettings, deeds: Deeds) -> None:
        self._deliveries, self._clock, self._deeds = DeliveryRepository(session), clock, deeds
        self._tries_for = timedelta(hours=settings.webhook_give_up_hours)

    async def details(self, principal: Principal, delivery_id: UUID) -> DeliveryDetails:
        delivery = await self._visible(principal, delivery_id)
        event = await self._deliveries.event(delivery.event_id)
        webhook = await self._deliveries.webhook(delivery.webhook_id)
        headers = {
            "content-type": CONTENT_TYPE,
            "user-agent": USER_AGENT,
            "webhook-id": str(event.id),
            "webhook-timestamp": "…",
            "webhook-signature": "v1,…",
        }
        attempts = await self._deliveries.attempts(delivery_id)
        return DeliveryDetails(
            **DeliveryRead.model_validate(delivery).model_dump(),
            request=DeliveryRequest(url=webhook.url, headers=headers, body=orjson.loads(event.body)),
            attempts_log=[AttemptRead.model_validate(one) for one in attempts],
        )

    async def replay(self, principal: Principal, delivery_id: UUID) -> Delivery:
        """Sends an ended delivery again, under the same id."""
        webhook_id = (await self._visible(principal, delivery_id)).webhook_id
        webhook = (await self._deliveries.lock_webhooks([webhook_id]))[webhook_id]
        delivery = await self._visible(principal, delivery_id, for_update=True)
        if delivery.status in OPEN:
            raise DeliveryUnderWay(delivery_id)
        _check_active(webhook)
        now, is_behind = self._clock.now(), await self._deliveries.has_open(webhook_id, delivery.object_key)
        delivery.status, delivery.next_attempt_at = DeliveryStatus.pending, None if is_behind else now
        delivery.tries_left_until = now + self._tries_for
        link = Link("delivery", delivery.id, delivery.event_type)
        self._deeds.record("delivery_replayed", link, delivery.organization_id)
        return delivery

    async def test(self, webhook: Webhook) -> Delivery:
        """One event that says nothing, to this webhook alone."""
        _check_active(webhook)
        now, event_id = self._clock.now(), uuid7()
        data = Test(webhook_id=webhook.id, message="It works.")
        body = body_of(event_id, TEST, now, webhook.organization_id, data)
        event = WebhookEvent(
            id=event_id, type=TEST, organization_id=webhook.organization_id, occurred_at=now, body=body, created_at=now
        )
        delivery = new_delivery(webhook, event, f"webhook:{event_id}", now, self._tries_for)
        await self._deliveries.add([event], [delivery])
        self._deeds.record("webhook_tested", Link("webhook", webhook.id, webhook.name), webhook.organization_id)
        return delivery

    async def _visible(self, principal: Principal, delivery_id: UUID, *, for_update: bool = False) -> Delivery:
        delivery = await self._deliveries.get(principal, delivery_id, for_update=for_update)
        if delivery is None:
            raise DeliveryNotFound(delivery_id)
        return delivery


def _check_active(webhook: Webhook) -> None:
    """To one that is switched off nothing would be sent before somebody switches it on."""
    if not webhook.is_active:
        raise WebhookSwitchedOff(webhook.id)


def new_delivery(
    webhook: Webhook, event: WebhookEvent, object_key: str, now: datetime, tries_for: timedelta
) -> Delivery:
    return Delivery(
        id=uuid7(),
        webhook_id=webhook.id,
        event_id=event.id,
        event_type=event.type,
        object_key=object_key,
        organization_id=webhook.organization_id,
        status=DeliveryStatus.pending,
        attempts=0,
        tries_left_until=now + tries_for,
        next_attempt_at=now,
        created_at=now,
    )
