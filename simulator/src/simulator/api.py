"""The product's public REST API, as any program outside sees it."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

import httpx

from simulator.backoff import Backoff

AWAY = frozenset({502, 503, 504})
PAGE = 100
REQUEST_TIMEOUT_SECONDS = 30.0
LINES_AT_ONCE = 8

Json = dict[str, Any]


class ApiError(Exception):
    """The API refused a request: HTTP status, the problem's code and its text."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(f"{status} {code}: {text}")
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Access:
    """A ready bearer token, or an API client that gets one whenever it is refused."""

    token: str | None = None
    client_id: str | None = None
    client_secret: str | None = None


class Api:
    """JSON over HTTP below `base` (…/api/v1). It outlives restarts of the services for `patience_seconds`."""

    def __init__(self, base: str, access: Access, patience_seconds: float = 300.0) -> None:
        limits = httpx.Limits(max_connections=LINES_AT_ONCE)
        self._http = httpx.AsyncClient(timeout=REQUEST_TIMEOUT_SECONDS, limits=limits, trust_env=False)
        self._base = base.rstrip("/")
        self._access = access
        self._patience_seconds = patience_seconds
        self._token = access.token

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def get(self, path: str, **params: Any) -> Any:
        """The JSON answer to a GET; parameters that are None are left out.

        Raises:
            ApiError: refused, or the services stayed away for longer than the patience.

        """
        return await self._request(
            "GET", path, params={key: value for key, value in params.items() if value is not None}
        )

    async def post(self, path: str, body: Json) -> Any:
        """The JSON answer to a POST; its tries share one Idempotency-Key.

        Raises:
            ApiError: as for `get`.

        """
        return await self._request("POST", path, json=body, headers={"Idempotency-Key": str(uuid4())})

    async def put(self, path: str, body: Json) -> Any:
        """The JSON answer to a PUT.

        Raises:
            ApiError: as for `get`.

        """
        return await self._request("PUT", path, json=body)

    async def pages(self, path: str, *, limit: int = PAGE, **params: Any) -> AsyncIterator[Json]:
        """All items of a list, page by page, by cursor where the list gives one, else by offset."""
        cursor, seen = None, 0
        while True:
            offset = seen if cursor is None and seen else None
            page = await self.get(path, limit=limit, cursor=cursor, offset=offset, **params)
            for item in page["items"]:
                yield item
            seen += len(page["items"])
            cursor = page.get("next_cursor")
            if len(page["items"]) < limit or (cursor is None and seen >= page["total"]):
                return

    async def _request(self, method: str, path: str, **arguments: Any) -> Any:
        deadline, backoff = time.monotonic() + self._patience_seconds, Backoff()
        while True:
            try:
                response = await self._send(method, path, arguments)
            except httpx.TransportError as error:
                failure = ApiError(0, "unreachable", f"{method} {path}: {error!r}")
            else:
                if response.is_success:
                    return response.json() if response.content else None
                failure = api_error(response)
                if response.status_code not in AWAY:
                    raise failure
            if time.monotonic() > deadline:
                raise failure
            await asyncio.sleep(backoff.pause())

    async def _send(self, method: str, path: str, arguments: Json) -> httpx.Response:
        if self._token is None:
            self._token = await self._new_token()
        response = await self._send_once(method, path, arguments)
        if response.status_code == httpx.codes.UNAUTHORIZED and self._access.client_id:
            self._token = await self._new_token()
            response = await self._send_once(method, path, arguments)
        return response

    async def _send_once(self, method: str, path: str, arguments: Json) -> httpx.Response:
        headers = {**arguments.get("headers", {}), "Authorization": f"Bearer {self._token}"}
        return await self._http.request(method, f"{self._base}/{path}", **{**arguments, "headers": headers})

    async def _new_token(self) -> str:
        if self._access.client_id is None:
            raise ApiError(0, "no_access", "neither a token nor an API client was given")
        form = {
            "grant_type": "client_credentials",
            "client_id": self._access.client_id,
            "client_secret": self._access.client_secret or "",
        }
        response = await self._http.post(f"{self._base}/auth/token", data=form)
        if response.status_code in AWAY:
            message = f"auth/token answered {response.status_code}"
            raise httpx.ConnectError(message)
        if not response.is_success:
            raise api_error(response)
        return str(response.json()["access_token"])


def api_error(response: httpx.Response) -> ApiError:
    """The error of a problem+json answer; any other body is kept as text."""
    try:
        problem = response.json()
        code, text = str(problem["code"]), f"{problem.get('detail')} {problem.get('params') or ''}".strip()
    except (ValueError, KeyError, TypeError):
        code, text = "no_problem_json", response.text[:200]
    return ApiError(response.status_code, code, text)
