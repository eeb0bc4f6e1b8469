"""Every statement about deliveries."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from common.auth import Principal
from common.db import is_among
from sqlalchemy import Select, delete, exists, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from notifications_api.db import Base
from notifications_api.deliveries.models import OPEN, Delivery, DeliveryAttempt, WebhookEvent
from notifications_api.webhooks.models import Webhook

Thing = tuple[UUID, str]
"""A webhook and the key of what its deliveries are about: of these the earlier comes first."""
_ROWS_AT_ONCE = 1_000
_OPEN_THINGS = text("""
select webhook_id, object_key
from unnest(cast(:webhooks as uuid[]), cast(:keys as text[])) as asked(webhook_id, object_key)
where exists (
  select from deliveries where webhook_id = asked.webhook_id and object_key = asked.object_key
    and status in ('pending', 'failed'))
""")
_WAKE_NEXT = text("""
update deliveries set next_attempt_at = :now where id in (
  select next.id from unnest(cast(:webhooks as uuid[]), cast(:keys as text[])) as ended(webhook_id, object_key)
  cross join lateral (
    select id, next_attempt_at from deliveries
    where webhook_id = ended.webhook_id and object_key = ended.object_key and status in ('pending', 'failed')
    order by sequence limit 1
  ) as next
  where next.next_attempt_at is null)
""")


class DeliveryRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Delivery]:
        """The deliveries that the principal may see."""
        return select(Delivery).where(principal.scope(Delivery.organization_id))

    async def get(self, principal: Principal, delivery_id: UUID, *, for_update: bool = False) -> Delivery | None:
        statement = self.statement(principal).where(Delivery.id == delivery_id)
        if for_update:
            statement = statement.with_for_update().execution_options(populate_existing=True)
        found: Delivery | None = await self._session.scalar(statement)
        return found

    async def event(self, event_id: UUID) -> WebhookEvent:
        return await self._session.get_one(WebhookEvent, event_id)

    async def bodies(self, event_ids: Collection[UUID]) -> dict[UUID, bytes]:
        statement = select(WebhookEvent.id, WebhookEvent.body).where(is_among(WebhookEvent.id, event_ids))
        return {row.id: row.body for row in await self._session.execute(statement)}

    async def webhook(self, webhook_id: UUID) -> Webhook:
        return await self._session.get_one(Webhook, webhook_id)

    async def attempts(self, delivery_id: UUID) -> Sequence[DeliveryAttempt]:
        statement = select(DeliveryAttempt).where(DeliveryAttempt.delivery_id == delivery_id)
        return (await self._session.scalars(statement.order_by(DeliveryAttempt.id))).all()

    async def add(self, events: Collection[WebhookEvent], deliveries: Sequence[Delivery]) -> None:
        """In this order: their sequence is the order of sending. An event that is there already stays as it is."""
        webhooks = await self.lock_webhooks({one.webhook_id for one in deliveries})
        deliveries = [one for one in deliveries if one.webhook_id in webhooks]  # the others' were deleted meanwhile
        await self._queue(deliveries)
        for rows in _rows(events):
            await self._session.execute(insert(WebhookEvent).values(rows).on_conflict_do_nothing())
        for rows in _rows(deliveries):
            await self._session.execute(insert(Delivery).values(rows))

    async def lock_webhooks(self, webhook_ids: Collection[UUID]) -> dict[UUID, Webhook]:
        """Whoever adds or ends deliveries does so under these locks, in the order of ids; see `wake_next`."""
        statement = select(Webhook).where(is_among(Webhook.id, webhook_ids)).order_by(Webhook.id)
        locked = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
        return {one.id: one for one in await self._session.scalars(locked)}

    async def _queue(self, deliveries: Iterable[Delivery]) -> None:
        """Who has an open one of the same thing before him waits until he is woken."""
        things = await self._open_things({(one.webhook_id, one.object_key) for one in deliveries})
        for one in deliveries:
            thing = one.webhook_id, one.object_key
            if thing in things:
                one.next_attempt_at = None
            things.add(thing)

    async def _open_things(self, things: Collection[Thing]) -> set[Thing]:
        if not things:
            return set()
        rows = await self._session.execute(_OPEN_THINGS, _arrays(things))
        return {(webhook_id, key) for webhook_id, key in rows}

    async def has_open(self, webhook_id: UUID, object_key: str) -> bool:
        return bool(await self._open_things([(webhook_id, object_key)]))

    async def waiting(self, now: datetime) -> Sequence[Webhook]:
        """Active webhooks for which something is due."""
        is_due = exists().where(Delivery.webhook_id == Webhook.id, Delivery.next_attempt_at <= now)
        return (await self._session.scalars(select(Webhook).where(Webhook.is_active, is_due))).all()

    async def claim(self, webhook_id: UUID, now: datetime, until: datetime, limit: int) -> list[Delivery]:
        """Takes what is due for a webhook; nobody else does so before `until`."""
        statement = (
            select(Delivery)
            .where(Delivery.webhook_id == webhook_id, Delivery.next_attempt_at <= now)
            .order_by(Delivery.next_attempt_at, Delivery.sequence)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        found = list(await self._session.scalars(statement))
        for delivery in found:
            delivery.next_attempt_at = until
        return found

    async def lock(self, delivery_ids: Collection[UUID]) -> dict[UUID, tuple[Delivery, Webhook]]:
        """Both rows, the webhooks' first; without those that were deleted meanwhile."""
        theirs = select(Delivery.webhook_id).where(is_among(Delivery.id, delivery_ids)).distinct()
        webhooks = await self.lock_webhooks(list(await self._session.scalars(theirs)))
        statement = select(Delivery).where(is_among(Delivery.id, delivery_ids)).order_by(Delivery.id)
        found = await self._session.scalars(statement.with_for_update())
        return {one.id: (one, webhooks[one.webhook_id]) for one in found if one.webhook_id in webhooks}

    async def wake_next(self, things: Collection[Thing], now: datetime) -> None:
        """The first open delivery of each of these things is due, if it waited for one before it."""
        if things:
            await self._session.execute(_WAKE_NEXT, {**_arrays(things), "now": now})

    async def wake_stranded(self, now: datetime) -> None:
        """Whoever waits for nobody: a backup that was restored, or a hand in the table."""
        first = aliased(Delivery)
        is_behind = exists().where(
            first.webhook_id == Delivery.webhook_id,
            first.object_key == Delivery.object_key,
            first.sequence < Delivery.sequence,
            first.status.in_(OPEN),
        )
        waits = (Delivery.status.in_(OPEN), Delivery.next_attempt_at.is_(None))
        await self._session.execute(update(Delivery).where(*waits, ~is_behind).values(next_attempt_at=now))

    async def forget(self, before: datetime, limit: int) -> int:
        """Deletes ended deliveries and events without any; open ones are never old enough (they are given up first)."""
        old = select(Delivery.id).where(Delivery.created_at < before, Delivery.status.not_in(OPEN)).limit(limit)
        gone = await self._session.execute(delete(Delivery).where(Delivery.id.in_(old)).returning(Delivery.id))
        orphans = select(WebhookEvent.id).where(
            WebhookEvent.created_at < before, ~exists().where(Delivery.event_id == WebhookEvent.id)
        )
        await self._session.execute(delete(WebhookEvent).where(WebhookEvent.id.in_(orphans.limit(limit))))
        return len(gone.all())


def _arrays(things: Collection[Thing]) -> dict[str, list[Any]]:
    ordered = sorted(things)
    return {"webhooks": [webhook_id for webhook_id, _ in ordered], "keys": [key for _, key in ordered]}


def _rows(entities: Collection[Base]) -> Iterator[list[dict[str, Any]]]:
    """What was set, some at a time; the database numbers deliveries itself."""
    rows = [
        {column.key: getattr(one, column.key) for column in one.__table__.columns if column.identity is None}
        for one in entities
    ]
    return (rows[first : first + _ROWS_AT_ONCE] for first in range(0, len(rows), _ROWS_AT_ONCE))
