"""Who may enter: the path names the station, the header its protocol, HTTP Basic proves it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Final, NamedTuple

import structlog

from csms_gateway.connections.deflate import accepted_offer
from csms_gateway.connections.door import Admission
from csms_gateway.connections.http import Request, Response
from csms_gateway.connections.identity import (
    NATIVE_ROOT,
    Address,
    basic_credentials,
    certified_name,
    choose_protocol,
    normal_key,
    station_address,
)
from csms_gateway.connections.passwords import PasswordChecker, TooManyChecks
from csms_gateway.connections.refusals import RefusalLimiter
from csms_gateway.connections.socket import SocketListener
from csms_gateway.connections.unknown_stations import Sighting
from csms_gateway.metrics import HANDSHAKES
from csms_gateway.replicas.stations import Station, StationReplica

log = structlog.get_logger()

# Version in the register → subprotocol on the wire.
_SUBPROTOCOLS: Final = {"1.6": "ocpp1.6", "2.0.1": "ocpp2.0.1", "2.1": "ocpp2.1", "native": "smartcharging.v1"}
_CHALLENGE: Final = {"WWW-Authenticate": 'Basic realm="SmartCharging"'}
_COME_LATER: Final = {"Retry-After": "10"}


class Proof(NamedTuple):
    """How a station proved itself: the hash that its password fits, None where none is asked for."""

    secret_hash: str | None


@dataclass(frozen=True, slots=True)
class Gatekeeper:
    """Judges websocket handshakes."""

    stations: StationReplica
    passwords: PasswordChecker
    is_informed: Callable[[], bool]
    """False while no copy of the stations is there: then nobody is unknown yet."""
    protocols: Mapping[str, frozenset[str]]
    """Subprotocols that are served, by the root of the path."""
    listen: Callable[[Station, str, str | None], SocketListener]
    """Makes the listener of an admitted socket: (station, subprotocol, hash of the secret it knows)."""
    report: Callable[[Sighting], None]
    """Tells of a station that nobody has registered."""
    refusals: RefusalLimiter
    now: Callable[[], datetime]
    has_room: Callable[[str], bool]
    """Whether one more may be connected here; a station that is (its id is given) may always come anew."""
    takes_certificates: bool = False
    """The proxy in front checks client certificates (security profile 3)."""

    async def judge(self, request: Request, remote_address: str) -> Admission | Response:
        address = station_address(request.target)
        if address is None or request.method != "GET" or address.root not in self.protocols:
            return _refuse("no_such_path", HTTPStatus.NOT_FOUND, request, remote_address)
        if not request.is_upgrade or not request.headers.get("sec-websocket-key"):
            return _refuse("no_websocket", HTTPStatus.UPGRADE_REQUIRED, request, remote_address)
        if self.refusals.is_exhausted(remote_address, address.identity):
            return _refuse("refused_too_often", HTTPStatus.TOO_MANY_REQUESTS, request, remote_address, _COME_LATER)
        station = self._find(address)
        if station is None and not self.is_informed():
            return _refuse("not_informed", HTTPStatus.SERVICE_UNAVAILABLE, request, remote_address, _COME_LATER)
        if station is None:
            return self._refuse_unknown(address, request, remote_address)
        return await self._prove(station, address, request, remote_address)

    def _find(self, address: Address) -> Station | None:
        find = self.stations.find_by_number if address.root == NATIVE_ROOT else self.stations.find_by_key
        return find(address.identity)

    def _refuse_unknown(self, address: Address, request: Request, remote_address: str) -> Response:
        """404, and a line on the list of the unknown (quirk H9)."""
        self.refusals.note(remote_address, address.identity)
        headers = request.headers
        offered = [word.strip() for word in headers.get("sec-websocket-protocol", "").split(",") if word.strip()]
        has_credentials = basic_credentials(headers.get("authorization")) is not None
        user_agent = headers.get("user-agent")
        self.report(Sighting(address.identity, remote_address, offered, user_agent, has_credentials, self.now()))
        return _refuse("unknown_station", HTTPStatus.NOT_FOUND, request, remote_address)

    async def _prove(
        self, station: Station, address: Address, request: Request, remote_address: str
    ) -> Admission | Response:
        if not self.has_room(station.id):
            return _refuse("full", HTTPStatus.SERVICE_UNAVAILABLE, request, remote_address, _COME_LATER)
        try:
            proof = await self._proof(station, address.identity, request)
        except TooManyChecks:
            return _refuse("too_many", HTTPStatus.SERVICE_UNAVAILABLE, request, remote_address, _COME_LATER)
        if proof is None:
            self.refusals.note(remote_address, address.identity)
            return _refuse("unauthorized", HTTPStatus.UNAUTHORIZED, request, remote_address, _CHALLENGE)
        return self._negotiate(station, proof, address.root, request)

    async def _proof(self, station: Station, identity: str, request: Request) -> Proof | None:
        certified = certified_name(request.headers) if self.takes_certificates else None
        if certified is not None:
            # A certificate is bound to its station, always (quirk H15); a password beside it makes nothing good.
            return Proof(None) if certified in (identity, normal_key(station.number)) else None
        if not station.secrets:
            return Proof(None)
        given = basic_credentials(request.headers.get("authorization"))
        # The name must be the station's own (quirk H7).
        if given is None or normal_key(given.user) not in (identity, normal_key(station.number)):
            return None
        for secret in station.valid_secrets(self.now()):
            if await self.passwords.is_right(station.id, secret.hash, given.password):
                return Proof(secret.hash)
        return None

    def _negotiate(self, station: Station, proof: Proof, root: str, request: Request) -> Admission:
        allowed = self._allowed(station, root)
        offered = request.headers.get("sec-websocket-protocol")
        chosen = choose_protocol(offered, allowed)
        # A station that offers nothing speaks what it is registered with (quirk H1).
        spoken = chosen if offered else _SUBPROTOCOLS.get(station.protocol)
        if spoken is None or spoken not in allowed:
            # 1.6-J section 3.1.2: complete the handshake without the header, then close (quirk H3).
            HANDSHAKES.labels("unknown_protocol").inc()
            log.warning("handshake.unknown_protocol", station_id=station.id, offered=(offered or "")[:200])
            return Admission(None, None, f"no common protocol with {(offered or station.protocol)[:60]}")
        HANDSHAKES.labels("accepted").inc()
        wants_deflate = station.deflate or spoken == "ocpp2.1"
        deflate = accepted_offer(request.headers.get("sec-websocket-extensions")) if wants_deflate else None
        return Admission(chosen, self.listen(station, spoken, proof.secret_hash), deflate=deflate)

    def _allowed(self, station: Station, root: str) -> frozenset[str]:
        served = self.protocols[root]
        return served if station.protocols_allowed is None else served & station.protocols_allowed


def _refuse(
    outcome: str, status: HTTPStatus, request: Request, remote_address: str, headers: dict[str, str] | None = None
) -> Response:
    HANDSHAKES.labels(outcome).inc()
    log.warning("handshake.refused", outcome=outcome, path=request.target[:200], remote_address=remote_address)
    return Response(status, outcome.encode(), headers=headers or {})
