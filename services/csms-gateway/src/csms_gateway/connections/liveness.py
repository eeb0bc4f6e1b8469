"""Is the station still there? One loop for all: ping the silent, cut the dead and those that do not read."""

import asyncio
from itertools import islice
from typing import Final

from common.clock import Clock

from csms_gateway.connections.access_watch import AccessWatch
from csms_gateway.connections.registry import Registry
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.settings import GatewaySettings

_ROUND_SECONDS: Final = 1.0
_SHARES: Final = 5


class Liveness:
    """Every frame is a sign of life, a pong too; pings are not needed by stations that speak anyway (quirk W1)."""

    def __init__(self, registry: Registry, settings: GatewaySettings, access: AccessWatch, clock: Clock) -> None:
        self._registry, self._settings = registry, settings
        self._access, self._clock = access, clock

    async def run(self) -> None:
        """Look at a fifth of the connections each second: no stall with ten thousand. Ends only by cancellation."""
        share = 0
        while True:
            await asyncio.sleep(_ROUND_SECONDS / _SHARES)
            now, date = asyncio.get_running_loop().time(), self._clock.now()
            for connection in islice(self._registry, share, None, _SHARES):
                self.look_at(connection, now)
                self._access.look_at(connection, date)
            share = (share + 1) % _SHARES

    def look_at(self, connection: StationConnection, now: float) -> None:
        blocked_since = connection.is_write_blocked_since
        silence = now - connection.last_frame_at
        if blocked_since is not None and now - blocked_since > self._settings.slow_reader:
            connection.cut("slow reader")
        elif silence > self._settings.drop_after and silence > self._patience(connection):
            connection.cut("silent")
        elif silence > self._settings.ping_after and now - connection.pinged_at > self._settings.ping_after:
            connection.ping()

    def _patience(self, connection: StationConnection) -> float:
        """A station that never answered a ping may not know them: then its heartbeats must do."""
        if connection.has_ponged:
            return self._settings.drop_after
        return max(self._settings.drop_after, 2.5 * self._settings.heartbeat_interval)
