from dataclasses import replace
from pathlib import Path

import pytest
from simulator.api import Access
from simulator.history.write import write_history
from simulator.replay import Pace, ReplaySettings, run
from simulator.replay.comparison import Kind
from simulator_fakes.product import FakeProduct


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_history(tmp_path, seed=3, sessions=40)
    return tmp_path


@pytest.fixture
def settings(product: FakeProduct, folder: Path) -> ReplaySettings:
    access = Access(client_id="c", client_secret="s")
    return ReplaySettings(
        gateway=product.gateway,
        api=product.api,
        access=access,
        folder=folder,
        pace=Pace(30),
        settling_seconds=1,
        poll_seconds=0.05,
    )


class TestRun:
    async def test_everything_is_equal_and_rejected_rows_are_counted(
        self, product: FakeProduct, settings: ReplaySettings
    ) -> None:
        result = await run(settings)
        assert result.is_equal, result.comparison.differences
        assert len(result.sent) == 40
        assert sum(result.plan.rejected.values()) == 14
        assert len(product.store.transactions) == 40
        assert result.comparison.amount_found == result.comparison.amount_expected > 0

    async def test_a_second_run_changes_nothing(self, product: FakeProduct, settings: ReplaySettings) -> None:
        await run(settings)
        before = {key: dict(value) for key, value in product.store.transactions.items()}
        result = await run(settings)
        assert result.is_equal, result.comparison.differences
        assert product.store.transactions == before

    async def test_a_limit_then_all_is_no_surprise(self, settings: ReplaySettings) -> None:
        assert (await run(replace(settings, limit=10))).is_equal
        assert (await run(settings)).is_equal
        assert (await run(replace(settings, limit=10))).is_equal

    async def test_nothing_is_lost_over_a_bad_line(self, product: FakeProduct, settings: ReplaySettings) -> None:
        product.mischief.drop_every = 13
        product.mischief.refuse_every = 5
        product.mischief.delay_seconds = 0.001
        result = await run(settings)
        assert result.is_equal, result.comparison.differences
        assert result.reconnects > 0
        assert len(product.store.transactions) == 40

    async def test_samples_rise_to_the_whole_energy(self, product: FakeProduct, settings: ReplaySettings) -> None:
        result = await run(replace(settings, limit=1))
        moments = [moment for sample in product.store.samples for moment in sample["meter_value"]]
        registers = [int(moment["sampled_value"][0]["value"]) for moment in moments]
        assert registers == sorted(registers)
        assert registers[-1] == result.sent[0].session.meter_stop_wh

    async def test_differences_are_named(self, product: FakeProduct, settings: ReplaySettings) -> None:
        await run(settings)
        first, second, *_ = product.store.transactions.values()
        second["energy_wh"] += 1
        stranger = {**first, "device_started_at": "2025-01-01T00:00:00Z"}
        product.store.transactions["stranger",] = stranger
        product.store.transactions["double",] = dict(first)
        result = await run(settings)
        kinds = {difference.kind for difference in result.comparison.differences}
        assert {Kind.energy, Kind.unexpected, Kind.doubled} <= kinds
