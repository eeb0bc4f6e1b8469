"""All tables, for the metadata of migrations and tests."""

from notifications_api.deliveries.models import Delivery, DeliveryAttempt, WebhookEvent
from notifications_api.directory.models import Organization, Station
from notifications_api.webhooks.models import Webhook, WebhookSecret

ALL = (Delivery, DeliveryAttempt, Organization, Station, Webhook, WebhookEvent, WebhookSecret)
