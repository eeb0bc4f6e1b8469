"""A live fleet with faults of its own beside the replay, and whether the product has it right in the end."""

import asyncio
import time
from collections import Counter

from simulator.api import Api
from simulator.faults import FaultPlan
from simulator.fleet import Fleet, FleetSettings
from simulator.fleet.check import differences
from simulator.fleet.summary import FleetSummary
from simulator.replay import ReplaySettings
from simulator.replay.found import Found, find

FAULTS = FaultPlan(drop=0.02, duplicate=0.05, reorder=0.1, offline=0.01, power=0.005, quirks=("F6", "T7"))
STATIONS = 8
SPEED = 300.0
SESSIONS_A_DAY = 60.0
POLL_SECONDS = 2.0


def make_fleet(settings: ReplaySettings, seed: int) -> Fleet:
    """Stations of three protocols that nobody has seen before."""
    chosen = FleetSettings(
        settings.gateway,
        settings.api,
        settings.access,
        stations=STATIONS,
        seed=seed,
        speed=SPEED,
        sessions_a_day=SESSIONS_A_DAY,
        faults=FAULTS,
    )
    return Fleet(chosen, print)


async def wrongs_of(fleet: Fleet, summary: FleetSummary, settling_seconds: float) -> list[str]:
    """What the product has wrong about the fleet; empty as soon as everything is right, else after that time."""
    deadline = time.monotonic() + settling_seconds
    async with Api(fleet.settings.api, fleet.settings.access) as api:
        while True:
            found = await find(api, fleet.station_ids.values())
            wrongs = differences(summary, found.transactions) + doubled_payments(found)
            if not wrongs or time.monotonic() > deadline:
                return wrongs
            await asyncio.sleep(POLL_SECONDS)


def doubled_payments(found: Found) -> list[str]:
    """Sessions that were paid more than once."""
    completed = Counter(
        session for session, payments in found.payments.items() for payment in payments if payment.status == "completed"
    )
    return [f"session {session} was paid {count} times" for session, count in completed.items() if count > 1]
