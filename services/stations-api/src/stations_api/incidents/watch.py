"""What time alone does to incidents: a line that has been quiet for a while is good again."""

from datetime import timedelta

from common.clock import Clock
from common.service import Runtime
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.incidents.kinds import IncidentKind
from stations_api.incidents.log import IncidentLog
from stations_api.incidents.repository import IncidentRepository
from stations_api.outbox import new_outbox
from stations_api.periodic import periodically
from stations_api.stations.repository import StationRepository

QUIET_AFTER = timedelta(minutes=10)
SECONDS = 15
BATCH = 500


async def resolve_quiet(session: AsyncSession, clock: Clock) -> int:
    """Ends flapping incidents of stations that have not connected anew for ten minutes; gives how many."""
    now, incidents = clock.now(), IncidentRepository(session)
    stations = await StationRepository(session).lock_many(
        await incidents.stations_with(IncidentKind.FLAPPING_CONNECTION, BATCH)
    )
    known, resolved = await incidents.open_of(stations), 0
    for station in stations.values():
        if station.is_quiet_since(now - QUIET_AFTER):
            IncidentLog(station, known[station.id], new_outbox(session, clock)).resolve(
                IncidentKind.FLAPPING_CONNECTION, now
            )
            resolved += 1
    return resolved


async def watch_incidents(runtime: Runtime) -> None:
    """Loop of the worker."""

    async def work() -> None:
        async with runtime.sessions.begin() as session:
            await resolve_quiet(session, runtime.clock)

    await periodically(runtime, "watch-incidents", SECONDS, work)
