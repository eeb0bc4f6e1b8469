"""A session's life as the database and the topic `sessions` see it."""

from datetime import timedelta

from .factories import ORGANIZATION, Plug


async def test_a_whole_life_becomes_one_session_with_its_transaction(feed, stored, announced) -> None:
    plug = Plug()
    await feed(plug.snapshot())
    await feed(plug.status("ready", 0), plug.start(at=1))
    await feed(plug.status("in_progress", 1), plug.meter(at=10, wh=3000, Power_Active_Import="11000"))
    await feed(plug.stop(at=30), plug.status("charged", 30), plug.status("available", 35))

    [session] = await stored(plug.station_id)
    assert (session.started_at, session.ended_at) == (plug.time(0), plug.time(35))
    assert (session.state, session.energy_wh, session.is_open) == ("success", 5000, False)
    transaction = session.transaction
    assert transaction is not None
    assert (transaction.started_at, transaction.ended_at) == (plug.time(1), plug.time(30))

    events = await announced(plug.station_id)
    assert [kind for kind, _ in events] == ["session.started.v1", "session.ended.v1"]
    assert [data["revision"] for _, data in events] == [1, 2]
    assert events[-1][1]["organization_id"] == str(ORGANIZATION)
    assert events[-1][1]["max_power_w"] == 11000


async def test_updates_are_at_least_ten_seconds_apart(feed, announced, clock) -> None:
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1))
    await feed(plug.meter(at=2, wh=1100))
    clock.advance(seconds=4)
    await feed(plug.meter(at=3, wh=1200))
    clock.advance(seconds=6)
    await feed(plug.meter(at=4, wh=1300))

    told = [(kind, data["energy_wh"]) for kind, data in await announced(plug.station_id)]
    assert told == [("session.started.v1", 0), ("session.updated.v1", 300)]
    assert timedelta(seconds=10)
