from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from common.events import Event

from updates_api.software.models import SoftwareVersion


class SoftwareReported(Event):
    """A station told another version than before, or its first."""

    type: ClassVar = "software.reported.v1"
    topic: ClassVar = "updates"

    station_id: UUID
    version: str
    since: datetime

    @classmethod
    def of(cls, reported: SoftwareVersion) -> Self:
        return cls(station_id=reported.station_id, version=reported.version, since=reported.since)
