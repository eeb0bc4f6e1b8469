"""Ending tasks for certain."""

import asyncio
from typing import Any

RETRY_SECONDS = 0.1


async def end(*tasks: asyncio.Future[Any]) -> None:
    """Cancel tasks until all are over; what they raise is dropped.

    Once is not enough on Python 3.11: `asyncio.wait_for`, with which the `ocpp` package waits for answers, swallows a
    cancellation that meets the answer.
    """
    pending = set(tasks)
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=RETRY_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
