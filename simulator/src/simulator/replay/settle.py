"""Wait until the product has done its work, then say how it compares."""

import asyncio
import time
from dataclasses import dataclass

from simulator.api import Api
from simulator.replay.comparison import Comparison, compare
from simulator.replay.found import find, find_charges, summary_of
from simulator.replay.plan import ReplayPlan
from simulator.replay.provision import logins_of
from simulator.replay.sent import SentSession
from simulator.tariffs.tariff import tariffs_of


@dataclass(frozen=True)
class Watch:
    """Looks at the product: cheaply, or at everything."""

    api: Api
    plan: ReplayPlan
    sent: list[SentSession]
    station_ids: list[str]

    async def summary(self) -> object:
        """Counts and sums: something that changes while the product works."""
        return await summary_of(self.api, self.station_ids)

    async def compare(self) -> Comparison:
        """Read and compare everything. Odd amounts are looked at once more by their charges."""
        tariffs = tariffs_of([item async for item in self.api.pages("tariffs")], await self._strange_groups())
        found = await find(self.api, self.station_ids)
        comparison = compare(self.sent, self.plan.known, found, tariffs)
        if comparison.odd_amounts and comparison.differs_in_money_alone:
            await find_charges(self.api, found, comparison.odd_amounts)
            comparison = compare(self.sent, self.plan.known, found, tariffs)
        return comparison

    async def _strange_groups(self) -> set[str]:
        """Groups that none of our stations and drivers is in: their tariffs are for others."""
        ours = {station.number for station in self.plan.stations} | set(logins_of(self.plan))
        groups = [item for noun in ("user-groups", "station-groups") async for item in self.api.pages(noun)]
        return {group["id"] for group in groups if ours.isdisjoint(member["label"] for member in group["members"])}


async def settle(watch: Watch, *, stillness_seconds: float, poll_seconds: float) -> Comparison:
    """The comparison once it is final: equal at two looks in a row, beyond what time can mend, or nothing has moved for
    `stillness_seconds`.

    While the cheap summary still moves, the lists are not read: reading them all is work for the product too.
    """
    stillness, was_settled = Stillness(stillness_seconds), False
    summary = await watch.summary()
    while True:
        await asyncio.sleep(poll_seconds)
        before, summary = summary, await watch.summary()
        if summary != before and not stillness.is_over():
            stillness.saw(summary)
            continue
        comparison = await watch.compare()
        stillness.saw((summary, len(comparison.differences)))
        if stillness.is_over() or (was_settled and comparison.is_settled):
            return comparison
        was_settled = comparison.is_settled


class Stillness:
    """How long nothing has changed."""

    def __init__(self, limit_seconds: float) -> None:
        self._limit_seconds = limit_seconds
        self._state: object = None
        self._changed_at = time.monotonic()

    def saw(self, state: object) -> None:
        """The state at this moment."""
        if state != self._state:
            self._state, self._changed_at = state, time.monotonic()

    def is_over(self) -> bool:
        """Whether the last change is longer ago than the limit."""
        return time.monotonic() - self._changed_at > self._limit_seconds
