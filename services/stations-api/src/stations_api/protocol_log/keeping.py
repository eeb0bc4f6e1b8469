"""Keeps the log within its days and within the disk."""

import structlog
from common.service import Runtime

from stations_api.periodic import periodically
from stations_api.protocol_log.consumers import first_day_kept
from stations_api.protocol_log.partitions import drop_before, drop_oldest, ensure_days
from stations_api.settings import StationsSettings
from stations_api.storage import DiskGauge

log = structlog.get_logger()
SECONDS = 30
DAYS_AHEAD = 2


async def keep_days(runtime: Runtime) -> None:
    """Makes the days that come, drops those that are too old. Safe at every start."""
    assert isinstance(runtime.settings, StationsSettings)
    first = first_day_kept(runtime.clock, runtime.settings)
    today = runtime.clock.now().date()
    async with runtime.sessions.begin() as session:
        await ensure_days(session, [today.fromordinal(today.toordinal() + more) for more in range(DAYS_AHEAD + 1)])
        await drop_before(session, first)


async def make_room(runtime: Runtime, disk: DiskGauge) -> None:
    """Nearly full: the oldest days of the log go, today stays, nothing else is ever touched (contracts 7)."""
    while disk.is_low:
        async with runtime.sessions.begin() as session:
            dropped = await drop_oldest(session, runtime.clock.now().date())
        log.error("disk.nearly_full", free_percent=round(disk.free_percent, 1), dropped=dropped)
        if dropped is None:
            return


async def keep_protocol_log(runtime: Runtime) -> None:
    """Loop of the worker."""
    assert isinstance(runtime.settings, StationsSettings)
    disk = DiskGauge.of(runtime.settings)

    async def work() -> None:
        await keep_days(runtime)
        await make_room(runtime, disk)

    await periodically(runtime, "keep-protocol-log", SECONDS, work)


async def warn_of_disk(runtime: Runtime) -> None:
    """Step of the start: /readyz of every role says when the disk is nearly full."""
    assert isinstance(runtime.settings, StationsSettings)
    runtime.warnings.append(DiskGauge.of(runtime.settings).warning)
