from collections.abc import Callable
from typing import Any

import pytest
from common.db import Sessions
from common.testing.helpers import FakeClock
from stations_api.settings import StationsSettings
from stations_api.stations.watch import StationWatch
from stations_support import Gateway, Operator, Worker, published


async def card(operator: Operator, station: Any) -> Any:
    return (await operator.get(f"/stations/{station['id']}")).json()


@pytest.mark.req("ENU-071", "STN-007")
async def test_a_station_that_stays_away_becomes_offline(
    operator: Operator,
    worker: Worker,
    gateway_of: Callable[..., Gateway],
    sessions: Sessions,
    settings: StationsSettings,
    clock: FakeClock,
) -> None:
    station = await operator.station()
    gateway, watch = gateway_of(station), StationWatch(settings, clock, clock.now())
    await worker.apply(gateway.connected(), gateway.booted(), gateway.disconnected())
    for seconds, status in ((59, "ok"), (1, "offline")):
        clock.advance(seconds=seconds)
        async with sessions.begin() as session:
            await watch.mark_gone(session)
        assert (await card(operator, station))["technical_status"] == status
    async with sessions.begin() as session:
        assert await watch.mark_gone(session) == 0
    await worker.apply(gateway.connected(epoch=2))
    assert (await card(operator, station))["technical_status"] == "ok"


async def test_connections_of_a_gateway_that_died_end_and_come_back_when_heard(
    operator: Operator,
    worker: Worker,
    gateway_of: Callable[..., Gateway],
    sessions: Sessions,
    settings: StationsSettings,
    clock: FakeClock,
) -> None:
    silent, alive = await operator.station(), await operator.station()
    watch = StationWatch(settings, clock, clock.now())
    await worker.apply(gateway_of(silent).connected(), gateway_of(alive).connected())
    clock.advance(seconds=settings.silent_after_seconds)
    await worker.apply(gateway_of(alive).seen())
    clock.advance(seconds=1)
    async with sessions.begin() as session:
        assert await watch.lose_silent(session) >= 1
    assert (await card(operator, silent))["is_connected"] is False
    assert (await card(operator, alive))["is_connected"] is True
    await worker.apply(gateway_of(silent).seen())
    assert (await card(operator, silent))["is_connected"] is True


async def test_silence_means_nothing_while_we_were_away_ourselves(
    operator: Operator,
    worker: Worker,
    gateway_of: Callable[..., Gateway],
    sessions: Sessions,
    settings: StationsSettings,
    clock: FakeClock,
) -> None:
    station = await operator.station()
    await worker.apply(gateway_of(station).connected())
    clock.advance(days=1)
    watch = StationWatch(settings, clock, clock.now())
    clock.advance(seconds=settings.silent_after_seconds - 1)
    async with sessions.begin() as session:
        assert await watch.lose_silent(session) == 0
    assert (await card(operator, station))["is_connected"] is True


async def test_a_change_by_time_alone_is_told_with_the_revision_of_the_form(
    operator: Operator,
    worker: Worker,
    gateway_of: Callable[..., Gateway],
    sessions: Sessions,
    settings: StationsSettings,
    clock: FakeClock,
) -> None:
    station = await operator.station()
    gateway, watch = gateway_of(station), StationWatch(settings, clock, clock.now())
    await worker.apply(gateway.connected(), gateway.booted(), gateway.disconnected())
    clock.advance(seconds=settings.offline_after_seconds)
    for _ in range(2):
        async with sessions.begin() as session:
            await watch.mark_gone(session)
    await worker.apply(gateway.connected(epoch=2), gateway.seen(epoch=2))
    told = [event["data"] for event in await published(sessions, station["id"], "stations")]
    statuses = ["not_configured", "ok", "offline", "ok"]
    assert [(one["technical_status"], one["revision"]) for one in told] == list(
        zip(statuses, [1, 2, 2, 2], strict=True)
    )
