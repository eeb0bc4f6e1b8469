"""Every table of the schema, for alembic: importing a model enters it in the metadata."""

from stations_api.commands.models import Command
from stations_api.connectors.models import Connector, ConnectorStatusChange
from stations_api.db import Base
from stations_api.device_variables.models import DeviceVariable
from stations_api.directory.models import DebtorCopy, OrganizationCopy, UserCopy
from stations_api.incidents.models import Incident
from stations_api.journals.models import Journal
from stations_api.protocol_log.models import Frame
from stations_api.regions.models import Region
from stations_api.station_reports.models import StationReport
from stations_api.stations.models import Station
from stations_api.unknown_stations.models import UnknownStation

__all__ = [
    "Base",
    "Command",
    "Connector",
    "ConnectorStatusChange",
    "DebtorCopy",
    "DeviceVariable",
    "Frame",
    "Incident",
    "Journal",
    "OrganizationCopy",
    "Region",
    "Station",
    "StationReport",
    "UnknownStation",
    "UserCopy",
]
