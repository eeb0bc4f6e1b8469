from common.rights import read_rights
from common.service import Service

from updates_api.db import TABLES
from updates_api.settings import UpdatesSettings
from updates_api.software.consumers import station_events_consumer
from updates_api.software.endpoints import router
from updates_api.stations.consumers import stations_consumer


def service(settings: UpdatesSettings | None = None) -> Service:
    """The service as its parts describe it; tests bring their own settings."""
    return Service(
        name="updates-api",
        settings=settings or UpdatesSettings(),
        routers=[router],
        tables=TABLES,
        rights=read_rights("updates_api"),
        consumers=[station_events_consumer, stations_consumer],
    )
