"""Who may enter: the path names the station, the header its protocol, HTTP Basic proves it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog

from csms_gateway.connections.door import Admission
from csms_gateway.connections.http import Request, Response
from csms_gateway.connections.identity import basic_credentials, choose_protocol, normal_key, station_key
from csms_gateway.connections.passwords import PasswordChecker, TooManyChecks
from csms_gateway.connections.socket import SocketListener
from csms_gateway.metrics import HANDSHAKES
from csms_gateway.replicas.stations import Station, StationReplica

log = structlog.get_logger()

# Version in the register → subprotocol on the wire.
_SUBPROTOCOLS: Final = {"1.6": "ocpp1.6", "2.0.1": "ocpp2.0.1"}
_CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="SmartCharging"'}
_COME_LATER: Final = {"Retry-After": "10"}


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """Judges websocket handshakes."""

    stations: StationReplica
    passwords: PasswordChecker
    is_informed: Callable[[], bool]
    """False while no copy of the stations is there: then nobody is unknown yet."""
    protocols: Collection[str]
    """Subprotocols that have a dialect."""
    listen: Callable[[Station, str], SocketListener]
    """Makes the listener of an admitted socket: (station, subprotocol)."""

    async def judge(self, request: Request, remote_address: str) -> Admission | Response:
        key = station_key(request.target)
        if key is None or request.method != "GET":
            return _refuse("no_such_path", HTTPStatus.NOT_FOUND, request, remote_address)
        if not request.is_upgrade or not request.headers.get("sec-websocket-key"):
            return _refuse("no_websocket", HTTPStatus.UPGRADE_REQUIRED, request, remote_address)
        station = self.stations.find_by_key(key)
        if station is None and not self.is_informed():
            return _refuse("not_informed", HTTPStatus.SERVICE_UNAVAILABLE, request, remote_address, _COME_LATER)
        if station is None:
            # The only trace of a station that nobody has registered (quirk H9).
            return _refuse("unknown_station", HTTPStatus.NOT_FOUND, request, remote_address)
        return await self._prove(station, key, request, remote_address)

    async def _prove(self, station: Station, key: str, request: Request, remote_address: str) -> Admission | Response:
        try:
            is_proven = await self._is_proven(station, key, request)
        except TooManyChecks:
            return _refuse("too_many", HTTPStatus.SERVICE_UNAVAILABLE, request, remote_address, _COME_LATER)
        if not is_proven:
            return _refuse("unauthorized", HTTPStatus.UNAUTHORIZED, request, remote_address, _CHALLENGE)
        return self._negotiate(station, request)

    async def _is_proven(self, station: Station, key: str, request: Request) -> bool:
        if station.secret_hash is None:
            return True
        given = basic_credentials(request.headers.get("authorization"))
        # The name must be the station's own (quirk H7).
        if given is None or normal_key(given.user) not in (key, normal_key(station.number)):
            return False
        return await self.passwords.is_right(station.id, station.secret_hash, given.password)

    def _negotiate(self, station: Station, request: Request) -> Admission:
        offered = request.headers.get("sec-websocket-protocol")
        chosen = choose_protocol(offered, self.protocols)
        if offered and chosen is None:
            # 1.6-J section 3.1.2: complete the handshake without the header, then close (quirk H3).
            HANDSHAKES.labels("unknown_protocol").inc()
            log.warning("handshake.unknown_protocol", station_id=station.id, offered=offered[:200])
            return Admission(None, None, f"no common protocol with {offered[:60]}")
        # A station that offers nothing speaks what it is registered with (quirk H1).
        spoken = chosen or _SUBPROTOCOLS.get(station.protocol, "")
        if spoken not in self.protocols:
            HANDSHAKES.labels("unknown_protocol").inc()
            return Admission(None, None, f"protocol {station.protocol} is not served here")
        HANDSHAKES.labels("accepted").inc()
        return Admission(chosen, self.listen(station, spoken))


def _refuse(
    outcome: str, status: HTTPStatus, request: Request, remote_address: str, headers: dict[str, str] | None = None
) -> Response:
    HANDSHAKES.labels(outcome).inc()
    log.warning("handshake.refused", outcome=outcome, path=request.target[:200], remote_address=remote_address)
    return Response(status, outcome.encode(), headers=headers or {})
