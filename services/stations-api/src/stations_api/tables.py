"""Every table of the schema, for alembic: importing a model enters it in the metadata."""

from stations_api.commands.models import Command
from stations_api.connectors.models import Connector, ConnectorStatusChange
from stations_api.db import Base
from stations_api.directory.models import OrganizationCopy, UserCopy
from stations_api.regions.models import Region
from stations_api.stations.models import Station

__all__ = ["Base", "Command", "Connector", "ConnectorStatusChange", "OrganizationCopy", "Region", "Station", "UserCopy"]
