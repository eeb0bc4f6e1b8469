"""A loop of the worker: one active per name, an outage of the database is waited out."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from common.lease import lease
from common.service import Runtime
from sqlalchemy.exc import SQLAlchemyError

log = structlog.get_logger()


async def periodically(runtime: Runtime, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
    """Runs `work` every `seconds` for ever, in whichever worker holds the lease of that name."""
    while True:
        try:
            async with lease(runtime.engine, f"stations-api:{name}"):
                while True:
                    await work()
                    await asyncio.sleep(seconds)
        except (SQLAlchemyError, OSError) as error:
            log.warning("loop.interrupted", loop=name, error=repr(error)[:500])
            await asyncio.sleep(seconds)
