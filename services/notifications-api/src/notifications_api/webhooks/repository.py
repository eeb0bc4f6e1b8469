"""Every statement about webhooks and their secrets."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from common.auth import Principal
from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.webhooks.models import Webhook, WebhookSecret


class WebhookRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @staticmethod
    def statement(principal: Principal) -> Select[Webhook]:
        """The webhooks that the principal may see; those of all organisations only who sees all."""
        return select(Webhook).where(principal.scope(Webhook.organization_id))

    async def get(self, principal: Principal, webhook_id: UUID, *, for_update: bool = False) -> Webhook | None:
        statement = self.statement(principal).where(Webhook.id == webhook_id)
        webhook: Webhook | None = await self._session.scalar(statement.with_for_update() if for_update else statement)
        return webhook

    async def active(self) -> Sequence[Webhook]:
        return (await self._session.scalars(select(Webhook).where(Webhook.is_active))).all()

    async def add(self, webhook: Webhook, secret: WebhookSecret) -> None:
        self._session.add(webhook)
        await self._session.flush()
        self._session.add(secret)
        await self._session.flush()

    async def add_secret(self, secret: WebhookSecret, old_valid_until: datetime) -> None:
        """The new one beside those that are still without an end; theirs is now set."""
        still = (WebhookSecret.webhook_id == secret.webhook_id, WebhookSecret.valid_until.is_(None))
        await self._session.execute(update(WebhookSecret).where(*still).values(valid_until=old_valid_until))
        self._session.add(secret)
        await self._session.flush()

    async def secrets(self, webhook_ids: Collection[UUID], now: datetime) -> dict[UUID, list[str]]:
        """Per webhook those that sign at `now`, the newest first."""
        statement = (
            select(WebhookSecret)
            .where(WebhookSecret.webhook_id.in_(webhook_ids), _is_valid(now))
            .order_by(WebhookSecret.created_at.desc(), WebhookSecret.id.desc())
        )
        found: dict[UUID, list[str]] = {one: [] for one in webhook_ids}
        for secret in await self._session.scalars(statement):
            found[secret.webhook_id].append(secret.secret)
        return found

    async def forget_old_secrets(self, now: datetime) -> None:
        await self._session.execute(delete(WebhookSecret).where(WebhookSecret.valid_until <= now))

    async def delete(self, webhook: Webhook) -> None:
        await self._session.delete(webhook)
        await self._session.flush()


def _is_valid(now: datetime) -> ColumnElement[bool]:
    return or_(WebhookSecret.valid_until.is_(None), WebhookSecret.valid_until > now)
