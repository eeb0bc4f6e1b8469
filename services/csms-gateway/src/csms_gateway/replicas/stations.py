"""Copy of topic `stations`: found by key when a station knocks, by id when a command comes."""

from dataclasses import dataclass
from typing import Any

import structlog

from csms_gateway.connections.identity import normal_key

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Station:
    """What the gateway needs to know of a station."""

    id: str
    key: str
    number: str
    secret_hash: str | None
    protocol: str
    """Version it is registered with: "1.6", "2.0.1" or "native"."""
    connector_numbers: tuple[int, ...]

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Station":
        """From a snapshot. Raises KeyError, TypeError or ValueError when it is none."""
        numbers = sorted(int(connector["number"]) for connector in data.get("connectors", ()))
        return cls(
            str(data["station_id"]),
            str(data["key"]),
            str(data.get("number", "")),
            data.get("secret_hash"),
            str(data.get("protocol", "1.6")),
            tuple(numbers),
        )


class StationReplica:
    """All stations, in memory."""

    def __init__(self) -> None:
        self._by_id: dict[str, Station] = {}
        self._id_by_key: dict[str, str] = {}

    def put(self, station_id: str, data: dict[str, Any]) -> None:
        station = Station.read(data)
        self.remove(station_id)
        self._by_id[station_id] = station
        self._id_by_key[normal_key(station.key)] = station_id

    def remove(self, station_id: str) -> None:
        old = self._by_id.pop(station_id, None)
        if old is not None and self._id_by_key.get(normal_key(old.key)) == station_id:
            del self._id_by_key[normal_key(old.key)]

    def find_by_key(self, key: str) -> Station | None:
        """By the key in the form of `normal_key`."""
        station_id = self._id_by_key.get(key)
        return self._by_id.get(station_id) if station_id is not None else None

    def ids(self) -> set[str]:
        return set(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)
