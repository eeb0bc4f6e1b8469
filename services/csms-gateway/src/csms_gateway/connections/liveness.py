"""Is the station still there? One loop for all: ping the silent, cut the dead and those that do not read."""

import asyncio
from typing import Final

from common.clock import Clock

from csms_gateway.connections.access_watch import AccessWatch
from csms_gateway.connections.registry import Registry
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.settings import GatewaySettings

_SHORTEST_ROUND: Final = 1.0
_LONGEST_ROUND: Final = 5.0
_LOOKS: Final = 6
"""Looks at a connection within the shortest of the times that are watched; more would cost and tell nothing."""
_STEP_SECONDS: Final = 0.2


class Liveness:
    """Every frame is a sign of life, a pong too; pings are not needed by stations that speak anyway (quirk W1)."""

    def __init__(self, registry: Registry, settings: GatewaySettings, access: AccessWatch, clock: Clock) -> None:
        self._registry, self._settings = registry, settings
        self._access, self._clock = access, clock

        patience = min(settings.ping_after, settings.drop_after, settings.slow_reader)
        self._round = min(_LONGEST_ROUND, max(_SHORTEST_ROUND, patience / _LOOKS))

    async def run(self) -> None:
        """Looks at some of the connections in each step: no stall with ten thousand. Ends only by cancellation."""
        steps = round(self._round / _STEP_SECONDS)
        while True:
            # once a round: to copy the register touches every connection
            connections = list(self._registry)
            size = -(-len(connections) // steps)
            for step in range(steps):
                await asyncio.sleep(_STEP_SECONDS)
                self._look_at_some(connections[step * size : (step + 1) * size])

    def _look_at_some(self, connections: list[StationConnection]) -> None:
        now, date = asyncio.get_running_loop().time(), self._clock.now()
        for connection in connections:
            if connection.is_open:
                self.look_at(connection, now)
                self._access.look_at(connection, date)

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
