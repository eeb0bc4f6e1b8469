"""Stations that knocked and that nobody has registered: told once in a while, for the list «seen, unknown»."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from csms_gateway.events import UNKNOWN_SEEN, Event
from csms_gateway.publishing.records import Record

_REMEMBERED: Final = 10_000
_TEXT_LIMIT: Final = 200


class Sighting(NamedTuple):
    """One refused handshake; the fields of station.unknown-seen.v1."""

    identity: str
    remote_address: str
    offered_protocols: list[str]
    user_agent: str | None
    has_credentials: bool
    at: datetime


class UnknownStations:
    """Publishes sightings, one per identity and `every` seconds; the key of the record is the identity."""

    def __init__(self, publish: Callable[[Record], None], every: float) -> None:
        self._publish, self._every = publish, every
        self._told_at: dict[str, datetime] = {}

    def report(self, sighting: Sighting) -> None:
        told_at = self._told_at.pop(sighting.identity, None)
        if told_at is not None and (sighting.at - told_at).total_seconds() < self._every:
            self._told_at[sighting.identity] = told_at
            return
        if len(self._told_at) >= _REMEMBERED:
            del self._told_at[next(iter(self._told_at))]
        self._told_at[sighting.identity] = sighting.at
        self._publish(_record(sighting))


def _record(sighting: Sighting) -> Record:
    identity = sighting.identity[:_TEXT_LIMIT].replace("\x00", "\ufffd")
    data = sighting._asdict() | {
        "identity": identity,
        "offered_protocols": [name[:_TEXT_LIMIT] for name in sighting.offered_protocols[:20]],
        "user_agent": sighting.user_agent[:_TEXT_LIMIT] if sighting.user_agent else None,
    }
    event = Event(UNKNOWN_SEEN, data)
    return Record(identity.encode("utf-8", "replace"), event.encode(identity, sighting.at), event.headers)
