"""The worker's loops: sending, and forgetting what is old."""

import asyncio
from datetime import timedelta

import structlog
from common.service import Runtime

from notifications_api.deliveries.dispatcher import Dispatcher
from notifications_api.deliveries.repository import DeliveryRepository
from notifications_api.sending.sender import Sender
from notifications_api.settings import NotificationsSettings
from notifications_api.webhooks.repository import WebhookRepository

log = structlog.get_logger()
_HOUSEKEEPING_SECONDS = 600
_FORGOTTEN_AT_ONCE = 5_000


async def deliver_webhooks(runtime: Runtime) -> None:
    """Runs for ever; an outage of the database is waited out."""
    settings = runtime.settings
    assert isinstance(settings, NotificationsSettings)
    sender = Sender(settings.address_rules, settings.webhook_timeout_seconds)
    dispatcher = Dispatcher(runtime.sessions, sender, runtime.clock, settings)
    try:
        while True:
            begun = 0
            try:
                begun = await dispatcher.run_once()
            except Exception as error:  # noqa: BLE001 - whatever it was, every delivery stands where it was saved
                log.warning("webhooks.interrupted", error=repr(error)[:500])
            if not begun:
                await dispatcher.wait(settings.webhook_poll_seconds)
    finally:
        await dispatcher.close()


async def forget_old_deliveries(runtime: Runtime) -> None:
    """Retention: WEBHOOK_KEEP_DAYS."""
    while True:
        try:
            await forget(runtime)
        except Exception as error:  # noqa: BLE001 - the next round comes
            log.warning("webhooks.not_forgotten", error=repr(error)[:500])
        await asyncio.sleep(_HOUSEKEEPING_SECONDS)


async def forget(runtime: Runtime) -> int:
    """One round; the number of deliveries deleted."""
    settings, now = runtime.settings, runtime.clock.now()
    assert isinstance(settings, NotificationsSettings)
    async with runtime.sessions.begin() as session:
        await WebhookRepository(session).forget_old_secrets(now)
        await DeliveryRepository(session).wake_stranded(now)
        before = now - timedelta(days=settings.webhook_keep_days)
        return await DeliveryRepository(session).forget(before, _FORGOTTEN_AT_ONCE)
