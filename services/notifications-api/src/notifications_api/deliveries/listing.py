"""The list of deliveries."""

from typing import Final

from common.export import Column
from common.listing import Listing
from common.lists import ListTable

from notifications_api.deliveries.models import Delivery
from notifications_api.deliveries.schemas import DeliveryQuery, DeliveryRead

STATUSES: Final = {
    "pending": ("Ожидает", "Pending"),
    "failed": ("Не доставлено, будет повтор", "Failed, will be tried again"),
    "delivered": ("Доставлено", "Delivered"),
    "given_up": ("Не доставлено", "Given up"),
}
DELIVERY_LIST: Final = Listing(
    table=ListTable(key=Delivery.id, default="-created_at", sorts={"created_at": Delivery.created_at}),
    entity=Delivery,
    query=DeliveryQuery,
    read=DeliveryRead,
    right="webhooks:read",
    scope=Delivery.organization_id,
    columns=[
        Column("created_at", "Создана", "Created", is_moment=True),
        Column("event_type", "Событие", "Event"),
        Column("event_id", "Id события", "Event id"),
        Column("status", "Статус", "Status", words=STATUSES),
        Column("attempts", "Попыток", "Attempts"),
        Column("response_status", "Ответ", "Answer"),
        Column("duration_ms", "Длительность, мс", "Duration, ms"),
        Column("delivered_at", "Доставлена", "Delivered", is_moment=True),
        Column("next_attempt_at", "Следующая попытка", "Next attempt", is_moment=True),
        Column("webhook_id", "Id вебхука", "Webhook id"),
    ],
)
