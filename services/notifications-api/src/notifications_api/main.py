from common.service import Runtime, Service

from notifications_api.settings import NotificationsSettings
from notifications_api.stopping import on_stop
from notifications_api.stream.endpoints import stream_router
from notifications_api.stream.hub import Hub
from notifications_api.stream.reader import Reader
from notifications_api.stream.ring import Ring
from notifications_api.stream.translator import Translator


def service(settings: NotificationsSettings | None = None) -> Service:
    settings = settings or NotificationsSettings()
    hub = Hub(Ring(settings.ring_size), settings.queue_size)

    async def read(runtime: Runtime) -> None:
        translator = Translator(hub.publish)
        await Reader(hub, translator, runtime.settings.kafka_bootstrap, runtime.settings.kafka_topic_prefix).run()

    async def end_streams_on_stop(_: Runtime) -> None:
        on_stop(hub.close)

    return Service(
        name="notifications-api",
        settings=settings,
        routers=[stream_router(hub, settings)],
        api_loops=[read],
        on_start=[end_streams_on_stop],
    )
