from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from common.events import Event
from pydantic import ConfigDict

from stations_api.incidents.kinds import IncidentKind, Severity
from stations_api.incidents.models import Incident


class IncidentTold(Event):
    """The whole incident; what was opened and what was resolved look alike. `connector_number` null: the station."""

    model_config = ConfigDict(frozen=True)
    topic: ClassVar = "incidents"

    incident_id: UUID
    revision: int
    station_id: UUID
    station_number: str
    organization_id: UUID
    connector_number: int | None
    kind: IncidentKind
    code: str
    severity: Severity
    text: str | None
    params: dict[str, Any]
    opened_at: datetime
    resolved_at: datetime | None

    @classmethod
    def of(cls, incident: Incident) -> Self:
        plain = {name: getattr(incident, name) for name in cls.model_fields if name != "incident_id"}
        plain["connector_number"] = incident.connector_number or None
        return cls(incident_id=incident.id, **plain)


class IncidentOpened(IncidentTold):
    type: ClassVar = "incident.opened.v1"


class IncidentResolved(IncidentTold):
    type: ClassVar = "incident.resolved.v1"
