"""What a person may do with a webhook."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from common.audit import Link
from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from common.ids import uuid7
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deeds import Deeds
from notifications_api.sending.addresses import AddressRefused, AddressRules
from notifications_api.webhooks.errors import WebhookNotFound, WebhookOfAnotherOrganization, WebhookUrlRefused
from notifications_api.webhooks.models import Webhook, WebhookSecret
from notifications_api.webhooks.repository import WebhookRepository
from notifications_api.webhooks.schemas import WebhookCreate, WebhookUpdate
from notifications_api.webhooks.signing import new_secret


class WebhookService:
    def __init__(self, session: AsyncSession, clock: Clock, rules: AddressRules, deeds: Deeds) -> None:
        self._webhooks, self._clock, self._rules, self._deeds = WebhookRepository(session), clock, rules, deeds

    async def get(self, principal: Principal, webhook_id: UUID, *, for_update: bool = False) -> Webhook:
        webhook = await self._webhooks.get(principal, webhook_id, for_update=for_update)
        if webhook is None:
            raise WebhookNotFound(webhook_id)
        return webhook

    async def create(self, principal: Principal, draft: WebhookCreate) -> tuple[Webhook, str]:
        """The webhook and its secret, which is never shown again."""
        organization_id = _organization(principal, draft)
        self._check_url(draft.url)
        now = self._clock.now()
        webhook = Webhook(
            id=uuid7(),
            revision=1,
            created_at=now,
            modified_at=now,
            **draft.model_dump(exclude={"organization_id"}),
            organization_id=organization_id,
        )
        secret = self._secret(webhook.id, now)
        await self._webhooks.add(webhook, secret)
        self._record("webhook_created", webhook, after=_told(webhook))
        return webhook, secret.secret

    async def change(
        self, principal: Principal, webhook_id: UUID, change: WebhookUpdate, if_match: str | None
    ) -> Webhook:
        webhook = await self.get(principal, webhook_id, for_update=True)
        check_if_match(if_match, webhook.revision)
        before = _told(webhook)
        sent = {name: value for name, value in change.model_dump(exclude_unset=True).items() if value is not None}
        if "url" in sent:
            self._check_url(sent["url"])
        for name, value in sent.items():
            setattr(webhook, name, value)
        if sent.get("is_active"):
            webhook.paused_at = webhook.failing_since = None
        webhook.revision += 1
        webhook.modified_at = self._clock.now()
        self._record("webhook_changed", webhook, before=before, after=_told(webhook))
        return webhook

    async def delete(self, principal: Principal, webhook_id: UUID, if_match: str | None) -> Webhook:
        """With its deliveries."""
        webhook = await self.get(principal, webhook_id, for_update=True)
        check_if_match(if_match, webhook.revision)
        self._record("webhook_deleted", webhook, before=_told(webhook))
        await self._webhooks.delete(webhook)
        return webhook

    async def rotate(self, principal: Principal, webhook_id: UUID, overlap: timedelta) -> tuple[str, datetime]:
        """The new secret, and until when the old one signs too."""
        webhook = await self.get(principal, webhook_id, for_update=True)
        now = self._clock.now()
        secret = self._secret(webhook.id, now)
        await self._webhooks.add_secret(secret, now + overlap)
        webhook.revision += 1
        self._record("webhook_secret_rotated", webhook)
        return secret.secret, now + overlap

    def _record(
        self,
        operation: str,
        webhook: Webhook,
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        link = Link("webhook", webhook.id, webhook.name)
        self._deeds.record(operation, link, webhook.organization_id, before=before, after=after)

    def _check_url(self, url: str) -> None:
        try:
            self._rules.check_url(url)
        except AddressRefused as refused:
            raise WebhookUrlRefused(refused.reason, url) from refused

    @staticmethod
    def _secret(webhook_id: UUID, now: datetime) -> WebhookSecret:
        return WebhookSecret(id=uuid7(), webhook_id=webhook_id, secret=new_secret(), created_at=now)


def _told(webhook: Webhook) -> dict[str, Any]:
    return {name: getattr(webhook, name) for name in ("name", "url", "event_types", "is_active")}


def _organization(principal: Principal, draft: WebhookCreate) -> UUID | None:
    """Said or the caller's own; events of all organisations only for who sees all."""
    said = "organization_id" in draft.model_fields_set
    organization_id = draft.organization_id if said else principal.organization_id
    if not principal.sees(organization_id):
        raise WebhookOfAnotherOrganization(organization_id)
    return organization_id
