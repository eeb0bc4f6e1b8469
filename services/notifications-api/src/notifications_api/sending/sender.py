"""One POST to a stranger: resolved and checked, connected to what was checked, no redirect followed, little read."""

import asyncio
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import certifi
import httpcore
from httpcore import AsyncNetworkBackend, AsyncNetworkStream

from notifications_api.sending.addresses import AddressRefused, AddressRules

MOST_READ = 2048
"""Bytes of an answer that are kept; the rest is not read."""
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` is None when there was none; then `error` says why."""

    status: int | None
    duration_ms: int
    error: str | None = None
    body: str = ""

    @property
    def is_taken(self) -> bool:
        """Any 2xx; a redirect is not followed and counts as a failure."""
        return self.status is not None and 200 <= self.status < 300  # noqa: PLR2004 - the class of success


class Sender:
    """`post` never raises but when it is cancelled."""

    def __init__(self, rules: AddressRules, timeout_seconds: float, trust: ssl.SSLContext | None = None) -> None:
        self._rules, self._timeout = rules, timeout_seconds
        self._trust = trust or ssl.create_default_context(cafile=certifi.where())

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        began = time.perf_counter()
        status, error, read = None, None, b""
        try:
            async with asyncio.timeout(self._timeout):
                status, read = await self._exchange(url, headers, body)
        except TimeoutError:
            error = "timeout"
        except AddressRefused as refused:
            error = refused.reason
        except (httpcore.ConnectError, httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as failure:
            error = f"{type(failure).__name__}: {failure}"[:500]
        took = round((time.perf_counter() - began) * 1000)
        return Answer(status, took, error, read.decode(errors="replace").replace("\0", "\ufffd"))

    async def _exchange(self, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """A connection of its own each time: nothing of one receiver is left for the next."""
        self._rules.check_url(url)
        backend = CheckedBackend(self._rules, is_encrypted=urlsplit(url).scheme == "https")
        async with (
            httpcore.AsyncConnectionPool(ssl_context=self._trust, network_backend=backend) as pool,
            pool.stream("POST", url, headers=list(headers.items()), content=body) as answer,
        ):
            return answer.status, await _beginning(answer)


async def _beginning(answer: httpcore.Response) -> bytes:
    read = b""
    async for part in answer.aiter_stream():
        read += part
        if len(read) >= MOST_READ:
            break
    return read[:MOST_READ]


class CheckedBackend(AsyncNetworkBackend):
    """Resolves the name itself and connects to the address that it checked; TLS still proves the name."""

    def __init__(self, rules: AddressRules, *, is_encrypted: bool) -> None:
        self._rules, self._is_encrypted = rules, is_encrypted
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> AsyncNetworkStream:
        failure: Exception = AddressRefused("not_resolved")
        for address in await self._rules.resolve(host, port, is_encrypted=self._is_encrypted):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except httpcore.ConnectError as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)
