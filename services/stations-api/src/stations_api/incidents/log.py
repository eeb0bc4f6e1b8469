"""Incidents of one station during a batch: what is open, what opens, what is over."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from common.audit import Audit, Link
from common.ids import uuid7
from common.outbox import Outbox

from stations_api.incidents.events import IncidentOpened, IncidentResolved
from stations_api.incidents.kinds import SEVERITY_OF, IncidentKind, Severity
from stations_api.incidents.models import WHOLE_STATION, Incident
from stations_api.stations.models import Station
from stations_api.texts import clipped

Place = tuple[IncidentKind, int, str]


class IncidentLog:
    """The caller holds the station's lock; `new` has to be added to the database."""

    def __init__(self, station: Station, known: Iterable[Incident], outbox: Outbox) -> None:
        self._station, self._outbox = station, outbox
        self._open = {incident.place: incident for incident in known}
        self.new: list[Incident] = []

    def is_open(self, kind: IncidentKind, connector_number: int = WHOLE_STATION, code: str = "") -> bool:
        return (kind, connector_number, code) in self._open

    def open(
        self,
        kind: IncidentKind,
        at: datetime,
        *,
        connector_number: int = WHOLE_STATION,
        code: str = "",
        severity: Severity | None = None,
        text: str | None = None,
        **params: Any,
    ) -> None:
        """Nothing when it is open already; a station that is not activated has none (ENU-084)."""
        place = (kind, connector_number, clipped(code))
        if place in self._open or not self._station.is_activated:
            return
        incident = Incident(
            id=uuid7(),
            revision=1,
            station_id=self._station.id,
            station_number=self._station.number,
            organization_id=self._station.organization_id,
            connector_number=connector_number,
            kind=kind,
            code=place[2],
            severity=severity or SEVERITY_OF[kind],
            text=text,
            params=params,
            opened_at=at,
            resolved_at=None,
        )
        self._open[place] = incident
        self.new.append(incident)
        self._outbox.record(IncidentOpened.of(incident), key=incident.station_id, subject=incident.id)
        self._record("incident_added", incident)

    def resolve(
        self, kind: IncidentKind, at: datetime, *, connector_number: int = WHOLE_STATION, code: str = ""
    ) -> None:
        """Nothing when none is open."""
        incident = self._open.pop((kind, connector_number, clipped(code)), None)
        if incident is not None:
            self._tell_end(incident, at)

    def resolve_all(self, at: datetime) -> None:
        """The station is taken away: nothing of it can be wrong any more."""
        for incident in self._open.values():
            self._tell_end(incident, at)
        self._open.clear()

    def _tell_end(self, incident: Incident, at: datetime) -> None:
        incident.resolve(at)
        self._outbox.record(IncidentResolved.of(incident), key=incident.station_id, subject=incident.id)
        self._record("incident_resolved", incident)

    def _record(self, operation: str, incident: Incident) -> None:
        """ENU-647, SEC-024."""
        told = {
            "kind": incident.kind,
            "connector_number": incident.connector_number or None,
            "code": incident.code,
            "station_id": incident.station_id,
        }
        Audit.of_station(incident.station_number, incident.organization_id).record(
            self._outbox, operation, Link("incident", incident.id, incident.kind), arguments=told
        )
