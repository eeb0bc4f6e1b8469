"""The whole product against the files: each session once, equal in time and energy, priced and paid."""

from dataclasses import replace
from pathlib import Path

import pytest
from simulator.api import Api
from simulator.replay import ReplaySettings, run
from simulator.replay.found import find

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]


class TestGeneratedHistory:
    async def test_everything_is_equal_and_a_second_run_changes_nothing(self, settings: ReplaySettings) -> None:
        first = await run(settings)
        assert first.is_equal, first.comparison.differences[:10]
        assert len(first.sent) == 300
        before = await everything(settings, first.station_ids)
        second = await run(settings)
        assert second.is_equal, second.comparison.differences[:10]
        assert await everything(settings, second.station_ids) == before


class TestDundee:
    async def test_300_real_rows(self, settings: ReplaySettings, dundee: Path) -> None:
        result = await run(replace(settings, folder=dundee, limit=300))
        assert result.is_equal, result.comparison.differences[:10]
        assert len(result.sent) + result.plan.rejected.total() == 300


async def everything(settings: ReplaySettings, station_ids: list[str]) -> object:
    """All that the product shows of the stations, in an order that does not depend on the moment."""
    async with Api(settings.api, settings.access) as api:
        found = await find(api, station_ids)
    transactions = sorted(found.transactions, key=lambda item: item.session_id)
    return transactions, found.sessions, dict(found.payments)
