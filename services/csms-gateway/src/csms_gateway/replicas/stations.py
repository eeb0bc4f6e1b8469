"""Copy of topic `stations`: found by key or number when a station knocks, by id when a command comes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from csms_gateway.connections.identity import normal_key


class Secret(NamedTuple):
    """Hash of a password, good until a moment; None: until it is withdrawn."""

    hash: str
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class Station:
    """What the gateway needs to know of a station."""

    id: str
    key: str
    number: str
    secrets: tuple[Secret, ...]
    """Newest first; empty: no password is asked for."""
    protocol: str
    """Version it is registered with: "1.6", "2.0.1", "2.1" or "native"."""
    connector_numbers: tuple[int, ...]
    evse_map: Mapping[tuple[int, int], int]
    """(EVSE, connector) of OCPP 2.x → connector number."""
    protocols_allowed: frozenset[str] | None = None
    """Subprotocols that it may speak; None: all."""
    deflate: bool = False
    model: str = ""
    """As registered; what the station says in boot comes before it."""
    maker: str = ""

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Station":
        """From a snapshot. Raises KeyError, TypeError or ValueError when it is none."""
        numbers = sorted(int(connector["number"]) for connector in data.get("connectors", ()))
        allowed = data.get("protocols_allowed")
        return cls(
            str(data["station_id"]),
            str(data["key"]),
            str(data.get("number", "")),
            tuple(_secrets(data)),
            str(data.get("protocol", "1.6")),
            tuple(numbers),
            {(int(evse), int(connector)): int(number) for evse, connector, number in data.get("evse_map") or ()},
            frozenset(str(name).lower() for name in allowed) if allowed else None,
            bool(data.get("deflate")),
            str(data.get("model") or ""),
            str(data.get("maker") or ""),
        )

    def valid_secrets(self, now: datetime) -> Iterator[Secret]:
        return (secret for secret in self.secrets if secret.valid_until is None or secret.valid_until > now)


def _secrets(data: dict[str, Any]) -> Iterator[Secret]:
    """The list, and the newest alone where an older stations-api tells no list."""
    listed = data.get("secrets") or []
    newest = data.get("secret_hash")
    if newest is not None and all(entry["hash"] != newest for entry in listed):
        yield Secret(str(newest), None)
    for entry in listed:
        until = entry.get("valid_until")
        yield Secret(str(entry["hash"]), datetime.fromisoformat(until) if until else None)


Observer = Callable[[str, Station | None], None]


class StationReplica:
    """All stations, in memory. `observer` hears of every change, with None when a station is gone."""

    def __init__(self, observer: Observer = lambda _id, _station: None) -> None:
        self._observer = observer
        self._by_id: dict[str, Station] = {}
        self._id_by_key: dict[str, str] = {}
        self._id_by_number: dict[str, str] = {}

    def put(self, station_id: str, data: dict[str, Any]) -> None:
        station = Station.read(data)
        self._forget(station_id)
        self._by_id[station_id] = station
        self._id_by_key[normal_key(station.key)] = station_id
        self._id_by_number[normal_key(station.number)] = station_id
        self._observer(station_id, station)

    def remove(self, station_id: str) -> None:
        self._forget(station_id)
        self._observer(station_id, None)

    def _forget(self, station_id: str) -> None:
        old = self._by_id.pop(station_id, None)
        if old is None:
            return
        for index, name in ((self._id_by_key, old.key), (self._id_by_number, old.number)):
            if index.get(normal_key(name)) == station_id:
                del index[normal_key(name)]

    def find_by_key(self, key: str) -> Station | None:
        """By the key in the form of `normal_key`."""
        return self._by_id.get(self._id_by_key.get(key, ""))

    def find_by_number(self, number: str) -> Station | None:
        """By the number in the form of `normal_key`."""
        return self._by_id.get(self._id_by_number.get(number, ""))

    def ids(self) -> set[str]:
        return set(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)
