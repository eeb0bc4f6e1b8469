import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest
from simulator.api import Access, Api
from simulator.faults import FaultPlan
from simulator.fleet import Fleet, FleetSettings
from simulator.fleet.check import differences
from simulator.fleet.plan import members, parse_mix
from simulator.protocols import ProtocolName
from simulator.replay.found import FoundTransaction, find
from simulator_fakes.product import FakeProduct
from simulator_fakes.waiting import eventually

MIX = "ocpp16=60,ocpp201=40"


def settings(product: FakeProduct, faults: FaultPlan | None = None) -> FleetSettings:
    access = Access(client_id="c", client_secret="s")
    return FleetSettings(
        product.gateway, product.api, access, stations=5, mix=MIX, speed=900, sessions_a_day=300, faults=faults
    )


async def found(product: FakeProduct, fleet: Fleet) -> list[FoundTransaction]:
    async with Api(product.api, fleet.settings.access) as api:
        return (await find(api, fleet.station_ids.values())).transactions


class TestFleet:
    @pytest.mark.parametrize(
        "faults", [None, FaultPlan(drop=0.05, duplicate=0.1, reorder=0.2, power=0.05)], ids=["good", "bad"]
    )
    async def test_every_session_is_told_once(self, product: FakeProduct, faults: FaultPlan | None) -> None:
        fleet, stopping = Fleet(settings(product, faults), print), asyncio.Event()
        await fleet.create()
        living = asyncio.create_task(fleet.live(stopping))
        await eventually(lambda: len(product.store.ended()) >= 12, seconds=40)
        stopping.set()
        summary = await living
        assert summary.untold_messages == 0
        assert {session.protocol for session in summary.sessions} == {"ocpp16", "ocpp201"}
        assert differences(summary, await found(product, fleet)) == []
        sums = summary.as_json()
        assert sums["energy_wh"] == sum(item["energy_wh"] for item in sums["by_station"].values()) > 0

    async def test_creating_twice_changes_nothing(self, product: FakeProduct) -> None:
        first, second = Fleet(settings(product), print), Fleet(settings(product), print)
        await first.create()
        await second.create()
        assert first.station_ids == second.station_ids
        assert len(product.store.stations) == 5


class TestPlan:
    def test_the_mix_is_kept_and_the_seed_repeats(self) -> None:
        mix = parse_mix("ocpp16=60,ocpp201=30,native=10")
        fleet = members(20, mix, seed=1)
        counts = Counter(member.protocol for member in fleet)
        assert counts == {ProtocolName.ocpp16: 12, ProtocolName.ocpp201: 6, ProtocolName.native: 2}
        assert fleet == members(20, mix, seed=1) != members(20, mix, seed=2)

    def test_a_mix_of_nothing(self) -> None:
        with pytest.raises(ValueError, match="weight"):
            parse_mix("ocpp16=0")


def test_strangers_and_doubles_are_named(product: FakeProduct) -> None:
    fleet = Fleet(settings(product), print)
    stranger = FoundTransaction("s", "N1", 1, datetime(2025, 1, 13, tzinfo=UTC), None, 5)
    assert "nobody charged" in differences(fleet.summary(), [stranger])[0]
