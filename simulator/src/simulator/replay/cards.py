"""Wait until the central system knows the cards that the sessions were started with."""

import asyncio
import contextlib
import time
from collections.abc import Iterable

from ocpp.v16 import call
from ocpp.v16.enums import AuthorizationStatus

from simulator.backoff import Backoff
from simulator.ocpp16.link import LINK_ERRORS, Address, over_link
from simulator.replay.link import ReplayLink

LONGEST_WAIT_SECONDS = 60.0


async def await_cards(
    address: Address, cards: Iterable[str], patience_seconds: float = LONGEST_WAIT_SECONDS
) -> set[str]:
    """Ask with Authorize until every card is accepted; gives the cards that never were.

    A card that was created a moment ago reaches the gateway by an event. A session told before that would belong to
    nobody, and nothing could mend that later.
    """
    waiting = set(cards)
    deadline, backoff = time.monotonic() + patience_seconds, Backoff()
    while waiting and time.monotonic() < deadline:
        with contextlib.suppress(*LINK_ERRORS):  # the deadline decides
            await over_link(address, ReplayLink, lambda link: ask_for(link, waiting))
        if waiting:
            await asyncio.sleep(backoff.pause())
    return waiting


async def ask_for(link: ReplayLink, waiting: set[str]) -> None:
    """Authorize each card once; take the accepted ones out of the set."""
    for card in sorted(waiting):
        answer = await link.ask(call.Authorize(id_tag=card), is_checked=False)
        if answer.id_tag_info["status"] == AuthorizationStatus.accepted:
            waiting.discard(card)
