"""The list of webhooks."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from notifications_api.webhooks.models import Webhook
from notifications_api.webhooks.schemas import WebhookQuery, WebhookRead

WEBHOOK_LIST: Final = Listing(
    table=ListTable(key=Webhook.id, default="name", sorts={"name": Webhook.name, "created_at": Webhook.created_at}),
    entity=Webhook,
    query=WebhookQuery,
    read=WebhookRead,
    right="webhooks:read",
    scope=Webhook.organization_id,
    columns=[
        Column("name", "Название", "Name"),
        Column("url", "Адрес", "Address"),
        Column("event_types", "События", "Events", lambda webhook: ", ".join(webhook.event_types)),
        Column("is_active", "Включён", "Active"),
        Column("created_at", "Создан", "Created", is_moment=True),
        Column("last_delivery_at", "Последняя доставка", "Last delivery", is_moment=True),
        Column("last_status", "Её статус", "Its status"),
        Column("failing_since", "Не доставляется с", "Failing since", is_moment=True),
    ],
)
