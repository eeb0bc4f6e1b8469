"""One POST to a stranger: resolved and checked, connected to what was checked, no redirect followed, little read."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import certifi
import httpcore

from notifications_api.sending.addresses import AddressRefused, AddressRules
from notifications_api.sending.lines import Lines
from notifications_api.sending.urls import wire_url

MOST_READ = 2048
"""Bytes of an answer that are kept; the rest is not read."""
_BROKEN = (httpcore.NetworkError, httpcore.ProtocolError)


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
        self.lines = Lines(rules, trust or ssl.create_default_context(cafile=certifi.where()))

    async def post(self, webhook_id: UUID, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        began = time.perf_counter()
        status, error, read = None, None, b""
        try:
            async with asyncio.timeout(self._timeout):
                status, read = await self._exchange(webhook_id, url, headers, body)
        except TimeoutError:
            error = "timeout"
        except AddressRefused as refused:
            error = refused.reason
        except (*_BROKEN, OSError, ValueError) as failure:
            error = f"{type(failure).__name__}: {failure}"[:500]
        took = round((time.perf_counter() - began) * 1000)
        return Answer(status, took, error, read.decode(errors="replace").replace("\0", "\ufffd"))

    async def _exchange(self, webhook_id: UUID, url: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        """A kept connection may have been closed by the receiver a moment ago: then a new one is taken, once."""
        self._rules.check_url(url)
        url = wire_url(url)
        async with self.lines.to(webhook_id, url) as pool:
            greeting = Greeting()
            try:
                return await _post(pool, url, headers, body, greeting)
            except _BROKEN:
                if greeting.is_new:
                    raise
            return await _post(pool, url, headers, body, Greeting())


@dataclass
class Greeting:
    """Notes whether a connection was made for the request."""

    is_new: bool = False

    async def note(self, event: str, _: Any) -> None:
        self.is_new |= event.startswith("connection.connect")


async def _post(
    pool: httpcore.AsyncConnectionPool, url: str, headers: Mapping[str, str], body: bytes, greeting: Greeting
) -> tuple[int, bytes]:
    told = {"trace": greeting.note}
    async with pool.stream("POST", url, headers=list(headers.items()), content=body, extensions=told) as answer:
        return answer.status, await _beginning(answer)


async def _beginning(answer: httpcore.Response) -> bytes:
    """The status has been said: an answer that breaks off later changes nothing of it."""
    read = b""
    try:
        async for part in answer.aiter_stream():
            read += part
            if len(read) >= MOST_READ:
                break
    except _BROKEN:
        return read[:MOST_READ]
    return read[:MOST_READ]
