"""What time alone does to stations: a connection that fell silent, a station that stays away."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from common.clock import Clock
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.outbox import new_outbox
from stations_api.periodic import periodically
from stations_api.settings import StationsSettings
from stations_api.stations.events import StationSnapshot
from stations_api.stations.models import Station
from stations_api.stations.repository import StationRepository

Step = Callable[[AsyncSession], Awaitable[int]]
SECONDS = 5
BATCH = 500


class StationWatch:
    """Works in small batches, so that no lock is held for long; `since`: when we began to listen."""

    def __init__(self, settings: StationsSettings, clock: Clock, since: datetime) -> None:
        self._settings, self._clock, self._since = settings, clock, since

    async def lose_silent(self, session: AsyncSession) -> int:
        """A gateway that died told no end of its connections. While we were away ourselves, silence means nothing."""
        now = self._clock.now()
        if now - self._since < self._settings.silent_after:
            return 0
        stations = await StationRepository(session).lock_silent(now - self._settings.silent_after, BATCH)
        for station in stations:
            station.lose(station.last_seen_at or now)
            self._assess(session, station, now)
        return len(stations)

    async def mark_gone(self, session: AsyncSession) -> int:
        """ENU-071: without contact for longer than the setting allows."""
        now = self._clock.now()
        stations = await StationRepository(session).lock_gone(now - self._settings.offline_after, BATCH)
        for station in stations:
            self._assess(session, station, now)
        return len(stations)

    def _assess(self, session: AsyncSession, station: Station, now: datetime) -> None:
        """A status that time alone has changed is told as well: no fact of the gateway will (ADR 6)."""
        station.assess(now, self._settings.offline_after)
        if station.is_snapshot_due:
            new_outbox(session, self._clock).record(StationSnapshot.of(station), key=station.id)
            station.is_snapshot_due = False


async def watch_stations(runtime: Runtime) -> None:
    """Loop of the worker."""
    assert isinstance(runtime.settings, StationsSettings)
    watch = StationWatch(runtime.settings, runtime.clock, runtime.clock.now())

    async def work() -> None:
        for step in (watch.lose_silent, watch.mark_gone):
            while await _in_transaction(runtime, step) == BATCH:
                pass

    await periodically(runtime, "watch-stations", SECONDS, work)


async def _in_transaction(runtime: Runtime, step: Step) -> int:
    async with runtime.sessions.begin() as session:
        return await step(session)
