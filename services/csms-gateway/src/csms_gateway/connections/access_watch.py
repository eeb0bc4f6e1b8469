"""A register that changes while stations are connected: who lost his place or his secret is shown out."""

from datetime import datetime

from csms_gateway.connections.registry import Registry
from csms_gateway.connections.socket import CloseCode
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.replicas.stations import Station


class AccessWatch:
    """Observer of the stations' replica.

    A station that entered without a secret stays when it is given one: over this very connection it is told its
    AuthorizationKey (security whitepaper of 1.6, section 2.4).
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def on_change(self, station_id: str, station: Station | None) -> None:
        connection = self._registry.find(station_id)
        if connection is None:
            return
        if station is None:
            connection.close(CloseCode.REPLACED, "the station was removed")
            return
        connection.station = station
        if connection.proof is not None and all(secret.hash != connection.proof for secret in station.secrets):
            connection.close(CloseCode.REPLACED, "the secret was withdrawn")

    def look_at(self, connection: StationConnection, now: datetime) -> None:
        """Close what came in by a secret whose overlap is over."""
        proof = connection.proof
        if proof is not None and all(secret.hash != proof for secret in connection.station.valid_secrets(now)):
            connection.close(CloseCode.REPLACED, "the secret has expired")
