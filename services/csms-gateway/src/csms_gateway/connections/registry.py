"""Who is connected here: one connection per station, the newest wins (law 4)."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from csms_gateway.connections.socket import CloseCode

if TYPE_CHECKING:
    from csms_gateway.connections.station_connection import StationConnection


class Registry:
    """Open connections by station id, and the epochs that tell older from newer ones."""

    def __init__(self) -> None:
        self._connections: dict[str, StationConnection] = {}
        self._last_epoch = 0
        self.changes: dict[str, int | None] = {}
        """Epochs of connections that nobody has written down yet; None for those that went."""

    def start_after(self, epoch: int) -> None:
        """Epochs of the last process: ours are newer, whatever the clock says."""
        self._last_epoch = max(self._last_epoch, epoch)

    def next_epoch(self) -> int:
        """Grows over restarts and over gateways: milliseconds of the clock, never the same twice here."""
        self._last_epoch = max(self._last_epoch + 1, time.time_ns() // 1_000_000)
        return self._last_epoch

    def enter(self, connection: "StationConnection") -> None:
        """Make this the station's connection; an older one is closed."""
        older = self._connections.get(connection.station_id)
        self._connections[connection.station_id] = connection
        self.changes[connection.station_id] = connection.epoch
        if older is not None:
            older.close(CloseCode.REPLACED, "replaced by a newer connection")

    def leave(self, connection: "StationConnection") -> None:
        """A late close of an older connection changes nothing (quirk W4)."""
        if self._connections.get(connection.station_id) is connection:
            del self._connections[connection.station_id]
            self.changes[connection.station_id] = None

    def find(self, station_id: str) -> "StationConnection | None":
        return self._connections.get(station_id)

    def __iter__(self) -> Iterator["StationConnection"]:
        return iter(list(self._connections.values()))

    def __len__(self) -> int:
        return len(self._connections)
