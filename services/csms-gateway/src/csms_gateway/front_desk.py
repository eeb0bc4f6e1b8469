"""One port for all: health pages for the operator, the gatekeeper for everybody else."""

from collections.abc import Callable
from http import HTTPStatus

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from csms_gateway.connections.admission import Gatekeeper
from csms_gateway.connections.door import Admission
from csms_gateway.connections.http import Request, Response


class FrontDesk:
    """Implements DoorKeeper."""

    def __init__(self, gatekeeper: Gatekeeper, checks: Callable[[], dict[str, bool]]) -> None:
        self._gatekeeper, self._checks = gatekeeper, checks
        self._pages = {"/healthz": self._alive, "/readyz": self._ready, "/metrics": self._metrics}

    async def judge(self, request: Request, remote_address: str) -> Admission | Response:
        page = self._pages.get(request.target.partition("?")[0])
        if page is not None and not request.is_upgrade:
            return page()
        return await self._gatekeeper.judge(request, remote_address)

    def _alive(self) -> Response:
        return _json(HTTPStatus.OK, {"status": "ok"})

    def _ready(self) -> Response:
        checks = self._checks()
        return _json(HTTPStatus.OK if all(checks.values()) else HTTPStatus.SERVICE_UNAVAILABLE, checks)

    def _metrics(self) -> Response:
        return Response(HTTPStatus.OK, generate_latest(), CONTENT_TYPE_LATEST)


def _json(status: HTTPStatus, body: object) -> Response:
    return Response(status, orjson.dumps(body), "application/json")
