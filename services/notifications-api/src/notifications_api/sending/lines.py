"""Connections that are kept for a while: a receiver of many messages is not greeted anew for each of them.

Every webhook has its own, so nothing of one receiver is left for the next. A name that has moved is followed within a
minute.
"""

import ssl
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from httpcore import AsyncConnectionPool

from notifications_api.sending.addresses import AddressRules
from notifications_api.sending.backend import CheckedBackend

_LONGEST_SECONDS = 60.0
_IDLE_SECONDS = 5.0
Key = tuple[UUID, str, str]


@dataclass(eq=False)
class Line:
    """The connections of one webhook to one place, and how many requests are on them."""

    pool: AsyncConnectionPool
    opened_at: float
    used_at: float
    requests: int = 0


class Lines:
    def __init__(self, rules: AddressRules, trust: ssl.SSLContext) -> None:
        self._rules, self._trust = rules, trust
        self._lines = dict[Key, Line]()

    @asynccontextmanager
    async def to(self, webhook_id: UUID, url: str) -> AsyncIterator[AsyncConnectionPool]:
        """For one request."""
        line = self._line(webhook_id, url)
        line.requests += 1
        try:
            yield line.pool
        finally:
            line.requests -= 1
            line.used_at = time.monotonic()
            if not line.requests and line not in self._lines.values():
                await line.pool.aclose()

    async def tidy(self) -> None:
        """Closes those that nobody has used for a while."""
        since = time.monotonic() - _IDLE_SECONDS
        for key, line in [*self._lines.items()]:
            if not line.requests and line.used_at < since:
                del self._lines[key]
                await line.pool.aclose()

    async def close(self) -> None:
        """All of them; nothing may be on its way."""
        lines, self._lines = [*self._lines.values()], {}
        for line in lines:
            await line.pool.aclose()

    def _line(self, webhook_id: UUID, url: str) -> Line:
        """An old one is given up: who is on it closes it behind him."""
        parts, now = urlsplit(url), time.monotonic()
        key = webhook_id, parts.scheme, parts.netloc
        known = self._lines.get(key)
        if known is None or known.opened_at < now - _LONGEST_SECONDS:
            self._lines[key] = known = Line(self._pool(is_encrypted=parts.scheme == "https"), now, now)
        return known

    def _pool(self, *, is_encrypted: bool) -> AsyncConnectionPool:
        backend = CheckedBackend(self._rules, is_encrypted=is_encrypted)
        return AsyncConnectionPool(
            ssl_context=self._trust, max_connections=None, keepalive_expiry=_IDLE_SECONDS, network_backend=backend
        )
