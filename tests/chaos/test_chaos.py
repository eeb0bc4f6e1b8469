"""kill -9 of every part at random moments of a replay beside a live fleet: the same equality, payments exactly once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from launcher.testing import Stack
from simulator.history.write import write_history
from simulator.replay import Pace, ReplaySettings, run

from .living import make_fleet, wrongs_of
from .recovery import report
from .victims import VICTIMS, Progress, carry_out, schedule

pytestmark = [pytest.mark.stack, pytest.mark.chaos, pytest.mark.timeout(2400)]
SESSIONS = 200
PACE = Pace(pause_seconds=0.3)
"""Slow enough that stations are still telling when the last victim falls."""


async def test_nothing_is_lost_and_nothing_is_doubled(
    stack: Stack, settings: ReplaySettings, seed: int, tmp_path: Path
) -> None:
    write_history(tmp_path, seed, SESSIONS)
    progress, stopping, fleet = Progress(), asyncio.Event(), make_fleet(settings, seed)
    await fleet.create()
    living = asyncio.create_task(fleet.live(stopping))
    replay = asyncio.create_task(run(replace(settings, folder=tmp_path, pace=PACE), progress))
    kills = asyncio.create_task(carry_out(schedule(seed, SESSIONS // 2), stack, progress))
    try:
        await asyncio.gather(replay, kills)
    finally:
        stopping.set()
    seconds, result, summary = kills.result(), replay.result(), await living
    report(seed, seconds, replayed=len(result.sent), reconnects=result.reconnects, lived=len(summary.sessions))
    reconnects = result.reconnects + sum(powered.lines - 1 for powered in fleet.powered.values())
    assert reconnects > 0, "the gateway fell when nobody was talking: this round proves nothing"
    assert set(seconds) == set(VICTIMS)
    assert result.is_equal, result.comparison.differences[:20]
    assert summary.sessions, "nobody charged at the fleet"
    assert summary.untold_messages == 0
    assert await wrongs_of(fleet, summary, settings.settling_seconds) == []
