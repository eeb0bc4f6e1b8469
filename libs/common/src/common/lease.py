"""One active worker per name: a PostgreSQL advisory lock held by a connection of its own.

The lock is gone the moment its holder dies (kill -9 closes the socket), so a standby takes over at once.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

_RETRY_SECONDS = 0.5


@asynccontextmanager
async def lease(engine: AsyncEngine, name: str) -> AsyncIterator[AsyncConnection]:
    """Waits for the lock and yields the connection that holds it (in autocommit)."""
    key = zlib.crc32(name.encode())
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        while not await connection.scalar(text("select pg_try_advisory_lock(:key)"), {"key": key}):  # noqa: ASYNC110 - the other holder is another process
            await asyncio.sleep(_RETRY_SECONDS)
        try:
            yield connection
        finally:
            await _release(connection, key)


async def _release(connection: AsyncConnection, key: int) -> None:
    try:
        await connection.execute(text("select pg_advisory_unlock(:key)"), {"key": key})
    except Exception:  # noqa: BLE001 - the connection is dead, and with it the lock
        await connection.invalidate()
