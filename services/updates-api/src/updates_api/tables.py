"""Every table of the schema, for alembic: importing a model enters it in the metadata."""

from updates_api.db import Base
from updates_api.firmware.models import FirmwareState
from updates_api.software.models import SoftwareVersion
from updates_api.stations.models import StationCopy

__all__ = ["Base", "FirmwareState", "SoftwareVersion", "StationCopy"]
