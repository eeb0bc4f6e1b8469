"""Every statement about deliveries."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from common.auth import Principal
from sqlalchemy import Select, delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from notifications_api.deliveries.models import OPEN, Delivery, DeliveryAttempt, WebhookEvent
from notifications_api.webhooks.models import Webhook


class DeliveryRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Delivery]:
        """The deliveries that the principal may see."""
        return select(Delivery).where(principal.scope(Delivery.organization_id))

    async def get(self, principal: Principal, delivery_id: UUID, *, for_update: bool = False) -> Delivery | None:
        statement = self.statement(principal).where(Delivery.id == delivery_id)
        found: Delivery | None = await self._session.scalar(statement.with_for_update() if for_update else statement)
        return found

    async def event(self, event_id: UUID) -> WebhookEvent:
        return await self._session.get_one(WebhookEvent, event_id)

    async def webhook(self, webhook_id: UUID) -> Webhook:
        return await self._session.get_one(Webhook, webhook_id)

    async def attempts(self, delivery_id: UUID) -> Sequence[DeliveryAttempt]:
        statement = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id)
        return (await self._session.scalars(statement.order_by(DeliveryAttempt.id))).all()

    async def add(self, events: Collection[WebhookEvent], deliveries: Sequence[Delivery]) -> None:
        """In this order: their sequence is the order of sending. An event that is there already stays as it is."""
        rows = [
            {column.key: getattr(event, column.key) for column in WebhookEvent.__table__.columns} for event in events
        ]
        if rows:
            await self._session.execute(insert(WebhookEvent).values(rows).on_conflict_do_nothing())
        for delivery in deliveries:
            self._session.add(delivery)
            await self._session.flush()

    async def claim(self, now: datetime, until: datetime, limit: int, but: Collection[UUID]) -> list[Delivery]:
        """Takes what is due for active webhooks, of each thing only the first; nobody else does so before `until`."""
        earlier = aliased(Delivery)
        is_first = ~exists().where(
            earlier.webhook_id == Delivery.webhook_id,
            earlier.object_key == Delivery.object_key,
            earlier.sequence < Delivery.sequence,
            earlier.status.in_(OPEN),
        )
        statement = (
            select(Delivery)
            .join(Webhook, Webhook.id == Delivery.webhook_id)
            .where(Delivery.status.in_(OPEN), Delivery.next_attempt_at <= now, Webhook.is_active, is_first)
            .where(Delivery.webhook_id.not_in(but))
            .order_by(Delivery.next_attempt_at, Delivery.sequence)
            .limit(limit)
            .with_for_update(of=Delivery, skip_locked=True)
        )
        found = list(await self._session.scalars(statement))
        for delivery in found:
            delivery.next_attempt_at = until
        return found

    async def is_any_due(self, now: datetime) -> bool:
        due = select(Delivery.id).where(Delivery.status.in_(OPEN), Delivery.next_attempt_at <= now)
        return await self._session.scalar(due.limit(1)) is not None

    async def lock(self, delivery_id: UUID) -> tuple[Delivery, Webhook] | None:
        """Both rows, the webhook's first; None when they were deleted meanwhile."""
        statement = select(Delivery.webhook_id).where(Delivery.id == delivery_id)
        webhook_id = await self._session.scalar(statement)
        if webhook_id is None:
            return None
        webhook = await self._session.get(Webhook, webhook_id, with_for_update=True)
        delivery = await self._session.get(Delivery, delivery_id, with_for_update=True)
        return (delivery, webhook) if delivery is not None and webhook is not None else None

    async def forget(self, before: datetime, limit: int) -> int:
        """Deletes ended deliveries and events without any; open ones are never old enough (they are given up first)."""
        old = select(Delivery.id).where(Delivery.created_at < before, Delivery.status.not_in(OPEN)).limit(limit)
        gone = await self._session.execute(delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id))
        orphans = select(WebhookEvent.id).where(
            WebhookEvent.created_at < before, ~exists().where(Delivery.event_id == WebhookEvent.id)
        )
        await self._session.execute(delete(WebhookEvent).where(WebhookEvent.id.in_(orphans.limit(limit))))
        return len(gone.all())
