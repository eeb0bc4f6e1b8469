"""The nouns of stations-api whose pages live; stations and commands have topics of their own."""

from typing import Final

from common.live import Live

from stations_api.incidents.models import Incident
from stations_api.regions.models import Region
from stations_api.station_reports.models import StationReport
from stations_api.unknown_stations.models import UnknownStation

REPORT_LIVE: Final = Live("report", StationReport, "operation-log:read", station=StationReport.station_id)
"""Reports are written many at a time: their repository tells whose they are."""
LIVE: Final = (
    Live("incident", Incident, "incidents:read", scope=Incident.organization_id),
    Live("region", Region, "regions:read", is_shared=True),
    REPORT_LIVE,
    Live("unknown_station", UnknownStation, "unknown-stations:read"),
)
