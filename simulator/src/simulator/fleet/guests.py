"""Cars that come to a connector, charge and leave."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from ocpp.v16.enums import Reason

from simulator.cars.catalogue import catalogue
from simulator.fleet.plan import ZONE
from simulator.history.arrivals import SATURDAY, WEEKEND, WORKDAY
from simulator.station.connector import Connector
from simulator.station.power import PoweredStation

SHORTEST_GAP_SECONDS = 1.2  # real: two starts of a connector never fall into the same second
SECONDS_PER_DAY = 86_400.0


@dataclass(frozen=True)
class Clock:
    """Simulated time: begins now and runs `speed` times as fast."""

    speed: float
    began: datetime

    def now(self) -> datetime:
        """The simulated wall clock at the stations."""
        passed = datetime.now(UTC) - self.began
        return (self.began + timedelta(seconds=passed.total_seconds() * self.speed)).astimezone(ZoneInfo(ZONE))


@dataclass
class Guests:
    """The drivers of one connector.

    `sessions_a_day`: how many come on an average day of simulated time. `is_taken`: somebody is there already.
    """

    powered: PoweredStation
    connector: Connector
    cards: list[str]
    clock: Clock
    random: Random
    sessions_a_day: float
    is_taken: bool = False

    async def come_and_go(self) -> None:
        """For ever: a gap, a car, a session."""
        if self.is_taken:
            await self._visit()
        while True:
            await asyncio.sleep(max(SHORTEST_GAP_SECONDS, self._gap_seconds() / self.clock.speed))
            await self._visit()

    async def _visit(self) -> None:
        station, number = self.powered.station, self.connector.number
        if self.connector.is_plugged:
            station.unplug(number)  # the one before was overtaken by a power loss
        self.connector.car = self.random.choice(catalogue())
        station.behaviour.arrival_soc = self.random.triangular(5, 85, 35)
        await self.powered.present(number, self.random.choice(self.cards))
        stay = self.random.triangular(12, 75, 35) * (1 if self.connector.is_dc else 4) * 60
        await asyncio.sleep(max(SHORTEST_GAP_SECONDS, stay / self.clock.speed))
        if self.connector.transaction is not None:
            station.stop(number, Reason.local)
        if self.connector.is_plugged:
            station.unplug(number)

    def _gap_seconds(self) -> float:
        """Simulated seconds until the next car: few at night, many in the evening."""
        now = self.clock.now()
        weights = WEEKEND if now.weekday() >= SATURDAY else WORKDAY
        busyness = weights[now.hour] / (sum(weights) / len(weights))
        return self.random.expovariate(self.sessions_a_day * busyness / SECONDS_PER_DAY)
