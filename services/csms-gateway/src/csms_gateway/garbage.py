"""When to collect garbage: with thousands of connections a full collection stops the loop for half a second."""

import asyncio
import gc
from typing import Final

_FREEZE_SECONDS: Final = 10.0
_THAW_EVERY: Final = 8_640
"""Freezes between two full collections: once a day."""


async def keep_garbage_small() -> None:
    """Freeze what lives, so that collections look at new objects only. Ends only by cancellation.

    Connections break their own cycles when they close; a rare full collection catches what was forgotten.
    """
    rounds = 0
    while True:
        gc.freeze()
        await asyncio.sleep(_FREEZE_SECONDS)
        rounds += 1
        if rounds % _THAW_EVERY == 0:
            gc.unfreeze()
            gc.collect()
