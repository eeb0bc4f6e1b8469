"""The whole product against the files: each session once, equal in time and energy, priced and paid."""

from dataclasses import replace
from pathlib import Path

import pytest
from simulator.api import Api
from simulator.protocols import ProtocolName
from simulator.replay import ReplaySettings, run
from simulator.replay.found import find

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]
ROWS = 100
"""Of each of the three real sets: 300 real sessions, shared by the three protocols."""


class TestGeneratedHistory:
    async def test_everything_is_equal_and_a_second_run_changes_nothing(self, settings: ReplaySettings) -> None:
        first = await run(settings)
        assert first.is_equal, first.comparison.differences[:10]
        assert len(first.sent) == 300
        before = await everything(settings, first.station_ids)
        second = await run(settings)
        assert second.is_equal, second.comparison.differences[:10]
        assert await everything(settings, second.station_ids) == before


class TestRealSessions:
    @pytest.mark.parametrize(
        ("protocol", "data_set"),
        [
            (ProtocolName.ocpp16, "sessions-dundee"),
            (ProtocolName.ocpp201, "sessions-epfl-dc"),
            (ProtocolName.native, "sessions-boulder"),
        ],
    )
    async def test_100_rows_and_a_second_run_changes_nothing(
        self, settings: ReplaySettings, shared_data: Path, protocol: ProtocolName, data_set: str
    ) -> None:
        chosen = replace(settings, folder=shared_data / data_set, limit=ROWS, protocol=protocol)
        result = await run(chosen)
        assert result.is_equal, result.comparison.differences[:10]
        assert len(result.sent) + result.plan.rejected.total() == ROWS
        before = await everything(chosen, result.station_ids)
        again = await run(chosen)
        assert again.is_equal, again.comparison.differences[:10]
        assert await everything(chosen, again.station_ids) == before


async def everything(settings: ReplaySettings, station_ids: list[str]) -> object:
    """All that the product shows of the stations, in an order that does not depend on the moment."""
    async with Api(settings.api, settings.access) as api:
        found = await find(api, station_ids)
    transactions = sorted(found.transactions, key=lambda item: item.session_id)
    return transactions, found.sessions, dict(found.payments)
