"""From a station's facts to its incidents, in the order of the facts."""

from datetime import datetime
from functools import singledispatchmethod

from stations_api.incidents.kinds import IncidentKind, Severity
from stations_api.incidents.log import IncidentLog
from stations_api.incidents.models import WHOLE_STATION
from stations_api.station_events.base import StationFact
from stations_api.station_events.facts import CommandAnswered, Connected, StatusChanged
from stations_api.station_events.meter_values import MeterValues
from stations_api.station_reports.facts import NativeReported
from stations_api.stations.models import Station

INCIDENT = "incident"


class SignReader:
    """Call it after the fact has been applied to the station."""

    def __init__(self, station: Station, log: IncidentLog) -> None:
        self._station, self._log = station, log

    @singledispatchmethod
    def see(self, fact: StationFact) -> None:
        """Most facts say nothing about what is wrong."""

    @see.register
    def _status(self, fact: StatusChanged) -> None:
        self._see_clock(fact.device_at, fact.received_at)
        connector = self._station.connector(fact.connector_number)
        if connector is None:
            return
        number = fact.connector_number
        if not connector.status.is_fault:
            self._log.resolve(IncidentKind.FAULTED_CONNECTOR, fact.received_at, connector_number=number)
            return
        self._log.open(
            IncidentKind.FAULTED_CONNECTOR,
            fact.received_at,
            connector_number=number,
            text=connector.info,
            status=connector.status,
            controller_status=connector.controller_status,
            error_code=connector.error_code,
            vendor_error_code=connector.vendor_error_code,
        )

    @see.register
    def _meter(self, fact: MeterValues) -> None:
        self._see_clock(fact.measured_at, fact.at)

    def _see_clock(self, told: datetime | None, at: datetime) -> None:
        is_off = None if told is None else self._station.see_clock(told, at)
        if is_off:
            self._log.open(IncidentKind.CLOCK_DRIFT, at, offset_s=self._station.clock_offset_s)
        elif is_off is False:
            self._log.resolve(IncidentKind.CLOCK_DRIFT, at)

    @see.register
    def _connect(self, fact: Connected) -> None:
        if self._station.note_connect(fact.at):
            self._log.open(
                IncidentKind.FLAPPING_CONNECTION,
                fact.at,
                connections=len(self._station.recent_connects),
                remote_address=fact.remote_address,
            )

    @see.register
    def _answer(self, fact: CommandAnswered) -> None:
        if self._station.hear_answer(is_missing=fact.outcome == "timeout"):
            self._log.open(IncidentKind.DEAF_STATION, fact.at, calls=self._station.unanswered_calls)
        elif fact.outcome != "timeout":
            self._log.resolve(IncidentKind.DEAF_STATION, fact.at)

    @see.register
    def _report(self, fact: NativeReported) -> None:
        """incident_started and incident_ended of our own protocol."""
        if fact.kind != INCIDENT:
            return
        code, number = str(fact.body.get("incident_id", "")), fact.connector_number or WHOLE_STATION
        if fact.body.get("event") != "started":
            self._log.resolve(IncidentKind.REPORTED, fact.received_at, connector_number=number, code=code)
            return
        word = fact.body.get("severity")
        self._log.open(
            IncidentKind.REPORTED,
            fact.received_at,
            connector_number=number,
            code=code,
            severity=Severity(word) if word in set(Severity) else None,
            text=fact.body.get("text"),
            reported_kind=fact.body.get("kind"),
        )
