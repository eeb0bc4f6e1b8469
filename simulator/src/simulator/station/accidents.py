"""Lines that are away for a while and power that fails, as the station's faults say."""

import asyncio

from simulator.faults import StationFaults
from simulator.station.power import PoweredStation

SECOND = 1.0
LONGEST_ABSENCE_SECONDS = 20.0


async def have_accidents(powered: PoweredStation, faults: StationFaults) -> None:
    """For ever: once a second of charging throw the dice."""
    while True:
        await asyncio.sleep(SECOND)
        if not any(item.transaction for item in powered.station.connectors.values()):
            continue
        if faults.strikes(faults.plan.power):
            powered.station.lose_power(is_told=not faults.strikes(faults.plan.lost_stop))
            powered.remote.restarting.set()
        if faults.strikes(faults.plan.offline):
            powered.hang_up()
            await asyncio.sleep(faults.random.uniform(SECOND, LONGEST_ABSENCE_SECONDS))
            powered.pick_up()
