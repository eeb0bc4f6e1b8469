"""Wait until the central system knows the cards that the sessions were started with."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Iterable

from simulator.backoff import Backoff
from simulator.wire import LINK_ERRORS

LONGEST_WAIT_SECONDS = 60.0


async def await_cards(
    ask_for: Callable[[set[str]], Awaitable[None]],
    cards: Iterable[str],
    patience_seconds: float = LONGEST_WAIT_SECONDS,
) -> set[str]:
    """Ask until every card is accepted; gives the cards that never were.

    A card that was created a moment ago reaches the gateway by an event. A session told before that would belong to
    nobody, and nothing could mend that later.
    """
    waiting = set(cards)
    deadline, backoff = time.monotonic() + patience_seconds, Backoff()
    while waiting and time.monotonic() < deadline:
        with contextlib.suppress(*LINK_ERRORS):  # the deadline decides
            await ask_for(waiting)
        if waiting:
            await asyncio.sleep(backoff.pause())
    return waiting
