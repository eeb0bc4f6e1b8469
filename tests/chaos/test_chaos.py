"""kill -9 of every part at random moments of a replay: the same equality, every payment exactly once."""

import asyncio
import statistics
from dataclasses import replace
from pathlib import Path

import pytest
from launcher.testing import Stack
from simulator.history.write import write_history
from simulator.replay import Pace, ReplaySettings, run

from .victims import VICTIMS, Progress, carry_out, schedule

pytestmark = [pytest.mark.stack, pytest.mark.chaos, pytest.mark.timeout(900)]
SESSIONS = 300
PACE = Pace(pause_seconds=0.3)
"""Slow enough that stations are still telling when the last victim falls."""


async def test_nothing_is_lost_and_nothing_is_doubled(
    stack: Stack, settings: ReplaySettings, seed: int, history: Path
) -> None:
    write_history(history, seed, SESSIONS)
    progress = Progress()
    replay = asyncio.create_task(run(replace(settings, folder=history, pace=PACE), progress))
    kills = asyncio.create_task(carry_out(schedule(seed, SESSIONS // 2), stack, progress))
    done, _ = await asyncio.wait({replay, kills}, return_when=asyncio.FIRST_EXCEPTION)
    for task in done:
        task.result()
    seconds, result = kills.result(), replay.result()
    worst = max(seconds.values())
    print(f"recovery: median {statistics.median(seconds.values()):.1f} s, worst {worst:.1f} s (goal 10 s)")
    print(f"{len(result.sent)} sessions told with {result.reconnects} reconnects")
    assert result.reconnects > 0, "the gateway fell when nobody was talking: this round proves nothing"
    assert set(seconds) == set(VICTIMS)
    assert result.is_equal, result.comparison.differences[:20]
