from common.rights import read_rights
from common.service import Runtime, Service

from notifications_api.db import TABLES
from notifications_api.deliveries.consumers import webhook_events
from notifications_api.deliveries.endpoints import router as deliveries
from notifications_api.deliveries.loop import deliver_webhooks, forget_old_deliveries
from notifications_api.directory.consumers import DIRECTORY
from notifications_api.live import LIVE
from notifications_api.protocol_log.endpoints import protocol_log_router
from notifications_api.protocol_log.feed import Feed
from notifications_api.protocol_log.tail import Tail
from notifications_api.settings import NotificationsSettings
from notifications_api.stopping import on_stop
from notifications_api.stream.endpoints import stream_router
from notifications_api.stream.hub import Hub
from notifications_api.stream.reader import Reader
from notifications_api.stream.ring import Ring
from notifications_api.stream.translator import Translator
from notifications_api.webhooks.endpoints import router as webhooks


def service(settings: NotificationsSettings | None = None) -> Service:
    settings = settings or NotificationsSettings()
    hub, feed = Hub(Ring(settings.ring_size), settings.queue_size), Feed(settings.queue_size)
    translator = Translator(hub.publish)

    async def read(runtime: Runtime) -> None:
        reader = Reader(hub, translator, runtime.settings.kafka_bootstrap, runtime.settings.kafka_topic_prefix)
        runtime.consumers.append(reader)
        await reader.run()

    async def follow_frames(runtime: Runtime) -> None:
        await Tail(feed, runtime.settings.kafka_bootstrap, runtime.settings.kafka_topic_prefix).run()

    def end_streams() -> None:
        hub.close()
        feed.close()

    async def end_streams_on_stop(_: Runtime) -> None:
        on_stop(end_streams)

    return Service(
        name="notifications-api",
        settings=settings,
        routers=[
            stream_router(hub, settings),
            protocol_log_router(feed, translator.owner_of, settings),
            webhooks,
            deliveries,
        ],
        tables=TABLES,
        live=LIVE,
        rights=read_rights("notifications_api"),
        consumers=[lambda _: DIRECTORY, webhook_events],
        loops=[deliver_webhooks, forget_old_deliveries],
        api_loops=[read, follow_frames],
        on_start=[end_streams_on_stop],
    )
