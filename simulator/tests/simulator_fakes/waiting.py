"""Wait for a condition instead of sleeping for a while."""

import asyncio
from collections.abc import Callable


async def eventually(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Return once the condition holds.

    Raises:
        TimeoutError: it did not within that time.

    """
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - any condition of a test
            await asyncio.sleep(0.01)
