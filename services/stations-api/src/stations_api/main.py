from common.rights import read_rights
from common.service import Runtime, Service

from stations_api.commands.endpoints import router as commands
from stations_api.commands.watch import watch_commands
from stations_api.connectors.endpoints import router as connectors
from stations_api.db import TABLES
from stations_api.device_variables.endpoints import router as variables
from stations_api.directory.consumers import debtors_consumer, organizations_consumer, users_consumer
from stations_api.housekeeping import keep_house, make_partitions
from stations_api.incidents.endpoints import router as incidents
from stations_api.incidents.watch import watch_incidents
from stations_api.journals.endpoints import router as journals
from stations_api.live import LIVE
from stations_api.protocol_log.consumers import station_log_consumer
from stations_api.protocol_log.endpoints import router as protocol_log
from stations_api.protocol_log.keeping import keep_days, keep_protocol_log, warn_of_disk
from stations_api.regions.endpoints import router as regions
from stations_api.session_stops.consumers import session_stops_consumer
from stations_api.settings import StationsSettings
from stations_api.station_events.consumers import station_events_consumer
from stations_api.station_reports.endpoints import of_station as readings
from stations_api.station_reports.endpoints import router as operation_log
from stations_api.stations.endpoints import router as stations
from stations_api.stations.watch import watch_stations
from stations_api.unknown_stations.endpoints import router as unknown_stations


async def check_settings(runtime: Runtime) -> None:
    """Fails the start rather than the first remote start. Raises ValueError."""
    assert isinstance(runtime.settings, StationsSettings)
    assert runtime.settings.token_key


def service(settings: StationsSettings | None = None) -> Service:
    """The service as its parts describe it; tests bring their own settings."""
    return Service(
        name="stations-api",
        settings=settings or StationsSettings(),
        routers=[
            stations,
            variables,
            readings,
            journals,
            connectors,
            regions,
            commands,
            incidents,
            unknown_stations,
            protocol_log,
            operation_log,
        ],
        tables=TABLES,
        live=LIVE,
        rights=read_rights("stations_api"),
        consumers=[
            station_events_consumer,
            station_log_consumer,
            organizations_consumer,
            users_consumer,
            debtors_consumer,
            session_stops_consumer,
        ],
        loops=[watch_stations, watch_commands, watch_incidents, keep_house, keep_protocol_log],
        on_start=[check_settings, make_partitions, keep_days, warn_of_disk],
    )
