"""Events of other services become hints."""

from collections.abc import Callable
from uuid import UUID

from pydantic import BaseModel

from notifications_api.stream.events import (
    SEEN,
    ChargePriced,
    CommandChanged,
    PaymentChanged,
    SessionChanged,
    StationEvent,
    StationSnapshot,
)
from notifications_api.stream.hints import Hint
from notifications_api.stream.pace import CHARGES, STATIONS, Gatherer, Pace


class Translator:
    """Also keeps whose each station is, because the gateway's events do not say it."""

    def __init__(self, publish: Callable[[Hint], None], stations: Pace = STATIONS, charges: Pace = CHARGES) -> None:
        self._publish = publish
        self._owners: dict[UUID, UUID | None] = {}
        self._stations, self._charges = Gatherer(publish, stations), Gatherer(publish, charges)

    def learn(self, snapshot: StationSnapshot) -> None:
        """Takes over what was there before we started: nobody needs a hint of it."""
        self._owners[snapshot.station_id] = snapshot.organization_id

    def owner_of(self, station_id: UUID) -> UUID | None:
        """The station's organisation; None when no such station is known."""
        return self._owners.get(station_id)

    def station_gone(self, station_id: UUID) -> None:
        owners = _known(self._owners.pop(station_id, None))
        self._stations.changed(Hint("station", station_id, None, owners))

    def take(self, event_type: str, event: BaseModel) -> None:
        """Publishes what the event means for the pages, now or in a moment."""
        match event:
            case StationSnapshot():
                self._stations.changed(self._of_snapshot(event))
            case StationEvent():
                hint = Hint("station", event.station_id, None, _known(self._owners.get(event.station_id)))
                (self._stations.seen if event_type == SEEN else self._stations.changed)(hint)
            case CommandChanged():
                self._publish(Hint("command", event.command_id, event.revision, _known(event.organization_id)))
            case SessionChanged():
                self._publish(Hint("session", event.session_id, event.revision, _known(event.organization_id)))
            case ChargePriced():
                self._charges.changed(Hint("charge", event.session_id, event.version, _known(event.organization_id)))
            case PaymentChanged():
                self._publish(Hint("payment", event.payment_id, event.version, _known(event.organization_id)))

    def _of_snapshot(self, snapshot: StationSnapshot) -> Hint:
        owners = _known(self._owners.get(snapshot.station_id), snapshot.organization_id)
        self.learn(snapshot)
        return Hint("station", snapshot.station_id, snapshot.revision, owners)


def _known(*organizations: UUID | None) -> frozenset[UUID]:
    return frozenset(one for one in organizations if one is not None)
