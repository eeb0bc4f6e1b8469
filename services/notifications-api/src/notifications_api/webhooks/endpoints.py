"""/webhooks: list, create, read, change, delete, rotate the secret, send a test; the event types."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from common.audit import audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from common.idempotency import IdempotencyDep
from fastapi import APIRouter, Depends, Request, Response

from notifications_api.deeds import DeedsDep
from notifications_api.deliveries.schemas import DeliveryRead
from notifications_api.deliveries.service import DeliveryService
from notifications_api.public_events.bodies import example_body, schema_of
from notifications_api.public_events.catalogue import CATALOGUE, GROUPS
from notifications_api.webhooks.listing import WEBHOOK_LIST
from notifications_api.webhooks.schemas import (
    EventTypeList,
    EventTypeRead,
    RotatedSecret,
    SecretRotation,
    WebhookCreate,
    WebhookCreated,
    WebhookRead,
    WebhookUpdate,
)
from notifications_api.webhooks.service import WebhookService

router = APIRouter(prefix="/webhooks", tags=["webhooks"])

Reader = Annotated[Principal, Depends(require("webhooks:read"))]
Writer = Annotated[Principal, Depends(require("webhooks:write"))]


def _service(request: Request, session: SessionDep, deeds: DeedsDep) -> WebhookService:
    state = request.app.state
    return WebhookService(session, state.clock, state.settings.address_rules, deeds)


ServiceDep = Annotated[WebhookService, Depends(_service)]


@router.get("/event-types")
async def list_event_types(_: Reader) -> EventTypeList:
    """What is sent, with schema and example of each body; all but `webhook.test` can be subscribed to."""
    items = [
        EventTypeRead(type=name, title_ru=ru, title_en=en, example=example_body(name), body_schema=schema_of(name))
        for name, (ru, en) in CATALOGUE.items()
    ]
    return EventTypeList(items=items, groups=list(GROUPS))


WEBHOOK_LIST.mount(router)


@router.post("", status_code=201, dependencies=[audited("webhook_created")])
async def create_webhook(principal: Writer, draft: WebhookCreate, service: ServiceDep) -> WebhookCreated:
    """The answer alone shows the secret."""
    webhook, secret = await service.create(principal, draft)
    return WebhookCreated(**WebhookRead.model_validate(webhook).model_dump(), secret=secret)


@router.get("/{webhook_id}")
async def read_webhook(webhook_id: UUID, principal: Reader, service: ServiceDep, response: Response) -> WebhookRead:
    webhook = await service.get(principal, webhook_id)
    set_etag(response, webhook.revision)
    return WebhookRead.model_validate(webhook)


@router.patch("/{webhook_id}", dependencies=[audited("webhook_changed")])
async def change_webhook(
    webhook_id: UUID,
    principal: Writer,
    change: WebhookUpdate,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> WebhookRead:
    webhook = await service.change(principal, webhook_id, change, if_match)
    set_etag(response, webhook.revision)
    return WebhookRead.model_validate(webhook)


@router.delete("/{webhook_id}", status_code=204, dependencies=[audited("webhook_deleted")])
async def delete_webhook(webhook_id: UUID, principal: Writer, service: ServiceDep, if_match: IfMatch = None) -> None:
    await service.delete(principal, webhook_id, if_match)


@router.post("/{webhook_id}/rotate-secret", dependencies=[audited("webhook_secret_rotated")])
async def rotate_secret(
    webhook_id: UUID, principal: Writer, asked: SecretRotation, service: ServiceDep
) -> RotatedSecret:
    """The answer alone shows the new secret; until the overlap is over both sign."""
    secret, old_valid_until = await service.rotate(principal, webhook_id, timedelta(hours=asked.overlap_hours))
    return RotatedSecret(secret=secret, old_valid_until=old_valid_until)


@router.post(
    "/{webhook_id}/test", status_code=202, response_model=DeliveryRead, dependencies=[audited("webhook_tested")]
)
async def test_webhook(
    webhook_id: UUID,
    principal: Writer,
    service: ServiceDep,
    session: SessionDep,
    request: Request,
    idempotency: IdempotencyDep,
    deeds: DeedsDep,
) -> Response:
    """Sends `webhook.test`; the delivery tells what came of it."""
    deliveries = DeliveryService(session, request.app.state.clock, request.app.state.settings, deeds)

    async def send() -> DeliveryRead:
        return DeliveryRead.model_validate(await deliveries.test(await service.get(principal, webhook_id)))

    return await idempotency.run(send, DeliveryRead, 202)
