"""The nouns of notifications-api whose pages live."""

from typing import Final

from common.live import Live

from notifications_api.deliveries.models import Delivery
from notifications_api.webhooks.models import Webhook

LIVE: Final = (
    Live("webhook", Webhook, "webhooks:read", scope=Webhook.organization_id),
    # a delivery that is only taken up by the dispatcher looks as before
    Live("delivery", Delivery, "webhooks:read", scope=Delivery.organization_id, unseen=frozenset({"next_attempt_at"})),
)
