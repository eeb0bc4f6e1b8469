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
    Thing,
    ThingsChanged,
)
from notifications_api.stream.hints import RIGHTS, Hint
from notifications_api.stream.pace import CHARGES, STATIONS, THINGS, Gatherer, Pace


class Translator:
    """Also keeps whose each station is, because the gateway's events do not say it."""

    def __init__(self, publish: Callable[[Hint], None], stations: Pace = STATIONS, charges: Pace = CHARGES) -> None:
        self._publish = publish
        self._owners: dict[UUID, UUID | None] = {}
        self._stations, self._charges = Gatherer(publish, stations), Gatherer(publish, charges)
        self._things = Gatherer(publish, THINGS)

    def learn(self, snapshot: StationSnapshot) -> None:
        """Takes over what was there before we started: nobody needs a hint of it."""
        self._owners[snapshot.station_id] = snapshot.organization_id

    def owner_of(self, station_id: UUID) -> UUID | None:
        """The station's organisation; None when no such station is known."""
        return self._owners.get(station_id)

    def station_gone(self, station_id: UUID) -> None:
        owners = _known(self._owners.pop(station_id, None))
        self._stations.changed(_hint("station", station_id, None, owners))

    def heard(self, station_id: UUID) -> None:
        """A fact that changes nothing for the pages but when the station was last in touch."""
        if self._stations.is_quiet(("station", station_id)):
            self._stations.seen(_hint("station", station_id, None, self._owned(station_id)))

    def take(self, event_type: str, event: BaseModel) -> None:
        """Publishes what the event means for the pages, now or in a moment."""
        match event:
            case StationSnapshot():
                self._stations.changed(self._of_snapshot(event))
            case StationEvent():
                hint = _hint("station", event.station_id, None, self._owned(event.station_id))
                (self._stations.seen if event_type == SEEN else self._stations.changed)(hint)
            case CommandChanged():
                self._publish(_hint("command", event.command_id, event.revision, _known(event.organization_id)))
            case SessionChanged():
                self._publish(_hint("session", event.session_id, event.revision, _known(event.organization_id)))
            case ChargePriced():
                self._charges.changed(_hint("charge", event.session_id, event.version, _known(event.organization_id)))
            case PaymentChanged():
                self._publish(_hint("payment", event.payment_id, event.version, _known(event.organization_id)))
            case ThingsChanged():
                for thing in event.things:
                    self._things.changed(self._of_thing(thing))

    def _of_thing(self, thing: Thing) -> Hint:
        owners = frozenset(thing.organizations)
        if thing.station_id is not None:
            owners |= self._owned(thing.station_id)
        is_shared, reaches_below = thing.audience == "everybody", thing.audience == "owners_and_below"
        return Hint(thing.noun, thing.id, thing.revision, owners, thing.right, is_shared, reaches_below)

    def _owned(self, station_id: UUID) -> frozenset[UUID]:
        return _known(self._owners.get(station_id))

    def _of_snapshot(self, snapshot: StationSnapshot) -> Hint:
        owners = _known(self._owners.get(snapshot.station_id), snapshot.organization_id)
        self.learn(snapshot)
        return _hint("station", snapshot.station_id, snapshot.revision, owners)


def _known(*organizations: UUID | None) -> frozenset[UUID]:
    return frozenset(one for one in organizations if one is not None)


def _hint(noun: str, thing_id: UUID, revision: int | None, owners: frozenset[UUID]) -> Hint:
    return Hint(noun, thing_id, revision, owners, RIGHTS[noun])
