"""Registers for tariff borders: few points, exact at every quarter of an hour."""

from datetime import timedelta

import pytest
from sessions_api.metering.curve import MOST, thinned

from .factories import NOW, Plug


async def test_an_ended_session_tells_its_registers(feed, announced) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), *(plug.meter(at=at, wh=1000 + 100 * at) for at in range(2, 40)))
    await feed(plug.stop(at=40, meter=5000), plug.status("available", 41))
    kind, data = (await announced(plug.station_id))[-1]
    assert kind == "session.ended.v1"
    minutes = [(plug.time(at).isoformat().replace("+00:00", "Z"), 1000 + 100 * at) for at in (2, 14, 15, 29, 30, 39)]
    assert [tuple(point) for point in data["registers"]] == minutes


async def test_a_register_told_late_publishes_the_curve_anew_and_only_once(feed, announced) -> None:
    plug = Plug()
    late = plug.meter(at=15, wh=4000, received=50)
    await feed(plug.snapshot(), plug.start(at=1), plug.stop(at=30), plug.status("available", 31))
    before = len(await announced(plug.station_id))
    await feed(late)
    await feed(late)
    told = await announced(plug.station_id)
    assert len(told) == before + 1
    assert [wh for _, wh in told[-1][1]["registers"]] == [4000]


@pytest.mark.parametrize("hours", [1, 24, 240])
def test_two_hundred_points_are_enough_for_any_session(hours: int) -> None:
    points = [(NOW + timedelta(minutes=at), at) for at in range(hours * 60)]
    few = thinned(points)
    assert len(few) <= MOST
    assert (few[0], few[-1]) == (points[0], points[-1])
