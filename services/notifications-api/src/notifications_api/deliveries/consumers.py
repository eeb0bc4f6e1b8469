"""Events of other services become deliveries of the webhooks that want them, in the transaction that reads them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from common.clock import Clock
from common.consumer import ConsumerSpec, Handler
from common.events import Envelope
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from notifications_api.deliveries.models import Delivery, WebhookEvent
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.deliveries.service import new_delivery
from notifications_api.directory.models import Station
from notifications_api.directory.repository import chains, stations
from notifications_api.public_events.bodies import body_of
from notifications_api.public_events.catalogue import matches
from notifications_api.public_events.translation import PUBLIC, PublicEvent, translated
from notifications_api.settings import NotificationsSettings
from notifications_api.webhooks.models import Webhook
from notifications_api.webhooks.repository import WebhookRepository

TOPICS = ("station-events", "sessions", "charges", "payments", "commands", "incidents")


class WebhookUnit:
    """An event older than the webhook is not told to it: a new one starts with what happens from now on."""

    def __init__(self, session: AsyncSession, clock: Clock, tries_for: timedelta) -> None:
        self._session, self._clock, self._tries_for = session, clock, tries_for
        self._told: list[PublicEvent] = []

    @property
    def handlers(self) -> Mapping[str, Handler]:
        return dict.fromkeys(PUBLIC, self._note)

    async def _note(self, envelope: Envelope) -> None:
        self._told.append(translated(envelope))

    async def finish(self) -> None:
        webhooks = await WebhookRepository(self._session).active() if self._told else []
        wanted = [event for event in self._told if any(_wants(webhook, event) for webhook in webhooks)]
        if wanted:
            await self._spread(wanted, webhooks)

    async def _spread(self, wanted: Sequence[PublicEvent], webhooks: Sequence[Webhook]) -> None:
        known = await stations(self._session, {one.station_id for one in wanted if one.station_id})
        owners = {event.id: _owner(event, known) for event in wanted}
        above = await chains(self._session, {owner for owner in owners.values() if owner})
        events, deliveries = dict[UUID, WebhookEvent](), list[Delivery]()
        now = self._clock.now()
        for event in wanted:
            owner = owners[event.id]
            seen_by = above[owner] if owner else set[UUID]()
            for webhook in webhooks:
                if _wants(webhook, event) and (webhook.organization_id is None or webhook.organization_id in seen_by):
                    stored = events.setdefault(event.id, self._stored(event, owner, known))
                    deliveries.append(new_delivery(webhook, stored, event.object_key, now, self._tries_for))
        await DeliveryRepository(self._session).add(list(events.values()), deliveries)

    def _stored(self, event: PublicEvent, owner: UUID | None, known: Mapping[UUID, Station]) -> WebhookEvent:
        station = known.get(event.station_id) if event.station_id else None
        data, at = event.data(station.number if station else None), event.envelope.time
        return WebhookEvent(
            id=event.id,
            type=event.type,
            organization_id=owner,
            occurred_at=at,
            body=body_of(event.id, event.type, at, owner, data),
            created_at=self._clock.now(),
        )


def _wants(webhook: Webhook, event: PublicEvent) -> bool:
    return matches(webhook.event_types, event.type) and event.envelope.time >= webhook.created_at


def _owner(event: PublicEvent, known: Mapping[UUID, Station]) -> UUID | None:
    if event.organization_id is not None:
        return event.organization_id
    station = known.get(event.station_id) if event.station_id else None
    return station.organization_id if station else None


def webhook_events(runtime: Runtime) -> ConsumerSpec:
    settings = runtime.settings
    assert isinstance(settings, NotificationsSettings)
    tries_for = timedelta(hours=settings.webhook_give_up_hours)

    def unit(session: AsyncSession) -> WebhookUnit:
        return WebhookUnit(session, runtime.clock, tries_for)

    # nearly all facts are told to no webhook, and none is told within the tenth of a second
    return ConsumerSpec(name="notifications.webhooks", topics=TOPICS, unit=unit, max_records=2000, per_second=6.0)
