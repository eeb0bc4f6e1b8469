"""What a fleet really did."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.fleet.plan import Member
from simulator.ocpp16.texts import timestamp
from simulator.station.station import Station


@dataclass(frozen=True)
class FleetSession:
    """A physical session: times UTC to the second, energy in Wh. `is_end_told`: the station told its end."""

    station_number: str
    connector_number: int
    protocol: str
    started_at: datetime
    ended_at: datetime | None
    energy_wh: int | None
    is_end_told: bool

    @property
    def key(self) -> tuple[str, int, datetime]:
        """One plug starts once at a second."""
        return self.station_number, self.connector_number, self.started_at


@dataclass(frozen=True)
class FleetSummary:
    """All sessions and what is still untold."""

    stations: tuple[str, ...]
    sessions: tuple[FleetSession, ...]
    untold_messages: int

    def as_json(self) -> dict[str, Any]:
        """Sums, sums per station, sessions."""
        return {
            "stations": len(self.stations),
            "sessions": len(self.sessions),
            "energy_wh": sum(session.energy_wh or 0 for session in self.sessions),
            "untold_messages": self.untold_messages,
            "by_station": {number: self._of_station(number) for number in self.stations},
            "sent": [as_json(session) for session in self.sessions],
        }

    def _of_station(self, number: str) -> dict[str, int]:
        own = [session for session in self.sessions if session.station_number == number]
        return {"sessions": len(own), "energy_wh": sum(session.energy_wh or 0 for session in own)}


def as_json(session: FleetSession) -> dict[str, Any]:
    """Times as ISO 8601 UTC."""
    return {
        **vars(session),
        "started_at": timestamp(session.started_at),
        "ended_at": timestamp(session.ended_at) if session.ended_at else None,
    }


def summary_of(members: Iterable[Member], stations: Mapping[str, Station]) -> FleetSummary:
    """The summary of the stations as they are now."""
    chosen = [(member, stations[member.number]) for member in members if member.number in stations]
    sessions = [
        FleetSession(
            station_number=member.number,
            connector_number=item.connector_number,
            protocol=member.protocol.value,
            started_at=item.started_at.replace(microsecond=0),
            ended_at=item.ended_at,
            energy_wh=None if item.meter_stop_wh is None else item.meter_stop_wh - item.meter_start_wh,
            is_end_told=item.is_end_told,
        )
        for member, station in chosen
        for item in station.transactions
    ]
    untold = sum(len(station.outbox) for _, station in chosen)
    return FleetSummary(tuple(member.number for member, _ in chosen), tuple(sessions), untold)
