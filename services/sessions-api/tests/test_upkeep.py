"""What time alone does to sessions."""

from datetime import timedelta

import pytest
from common.db import Sessions
from common.service import Runtime
from sessions_api.upkeep import look_after
from sqlalchemy import text

from .factories import NOW, Message, Plug


async def tend(sessions: Sessions, runtime: Runtime) -> None:
    async with sessions.begin() as session:
        await look_after(session, runtime)


@pytest.mark.req("ENU-509", "ENU-511")
async def test_twelve_hours_make_a_session_overdue_and_tell_so(feed, stored, announced, sessions, runtime, clock):
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), plug.meter(at=1, wh=2000))
    clock.advance(hours=12)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert session.state == "overdue"
    assert (await announced(plug.station_id))[-1][1]["state"] == "overdue"


async def test_a_stop_that_never_comes_is_replaced_by_a_rule_and_heals(feed, stored, sessions, runtime, clock):
    plug = Plug()
    await feed(plug.snapshot(), plug.start(at=1), plug.meter(at=20, wh=4000), plug.status("available", 31))
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert (session.ended_at, session.energy_wh) == (plug.time(31), 3000)
    assert session.transaction.is_closed_by_rule
    await feed(plug.stop(at=30, received=70))
    [session] = await stored(plug.station_id)
    assert (session.ended_at, session.energy_wh) == (plug.time(31), 5000)
    assert not session.transaction.is_closed_by_rule


async def test_an_unplugged_session_is_given_time_for_its_stop(feed, stored, sessions, runtime, clock):
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), plug.status("available", 1))
    clock.advance(seconds=179)
    await tend(sessions, runtime)
    assert (await stored(plug.station_id))[0].is_open
    clock.advance(seconds=2)
    await tend(sessions, runtime)
    assert not (await stored(plug.station_id))[0].is_open


async def test_the_last_progress_of_a_silent_session_is_told(feed, announced, sessions, runtime, clock):
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), plug.status("in_progress", 0), plug.meter(at=0, wh=1500))
    clock.advance(seconds=3)
    await feed(plug.meter(at=0.05, wh=2500))
    assert (await announced(plug.station_id))[-1][1]["energy_wh"] == 500
    clock.advance(seconds=7)
    await tend(sessions, runtime)
    assert (await announced(plug.station_id))[-1][1]["energy_wh"] == 1500
    await tend(sessions, runtime)
    assert len(await announced(plug.station_id)) == 2


async def test_months_of_history_beyond_the_setting_are_dropped(feed, sessions, runtime) -> None:
    old, recent = Plug(started=NOW - timedelta(days=400)), Plug()
    for plug in (old, recent):
        await feed(plug.snapshot(), plug.start(at=1), plug.meter(at=2, wh=1100))
    settings = runtime.settings.model_copy(update={"keep_history": timedelta(days=365)})
    await tend(sessions, Runtime(settings, runtime.engine, runtime.sessions, runtime.clock))
    async with sessions() as session:
        months = set(await session.scalars(text("select distinct to_char(at, 'YYYY-MM') from session_history")))
    assert "2026-11" in months
    assert "2025-10" not in months


async def test_a_station_that_vanished_is_closed_by_rule_and_heals(feed, stored, sessions, runtime, clock) -> None:
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), plug.meter(at=20, wh=4000, received=20))
    gone = {"station_id": plug.station_id, "received_at": plug.time(25)}
    await feed(Message("station.disconnected.v1", gone, str(plug.station_id)))
    clock.advance(hours=12, minutes=30)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert (session.is_open, session.energy_wh, session.ended_at) == (False, 3000, plug.time(20))
    assert session.transaction.is_closed_by_rule
    await feed(plug.stop(at=60, meter=6000, received=760))
    [session] = await stored(plug.station_id)
    assert (session.energy_wh, session.ended_at) == (5000, plug.time(60))
    assert not session.transaction.is_closed_by_rule


async def test_a_station_that_lost_its_power_is_closed_after_its_boot_and_heals(
    feed, stored, sessions, runtime, clock
) -> None:
    """The queue of the station tells the stop soon after the boot, or it never comes."""
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), plug.meter(at=20, wh=4000, received=20))
    clock.advance(minutes=25)
    await feed(booted(plug, 25))
    clock.advance(minutes=10)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert session.is_open
    clock.advance(minutes=6)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert (session.is_open, session.energy_wh, session.ended_at) == (False, 3000, plug.time(20))
    assert "closed_by_rule" in session.transaction.deviations
    await feed(plug.stop(at=24, meter=4700, received=50, reason="PowerLoss"))
    [session] = await stored(plug.station_id)
    assert (session.energy_wh, session.stop_source, session.transaction.deviations) == (3700, "power_loss", [])


async def test_a_transaction_that_goes_on_after_a_boot_stays_open(feed, stored, sessions, runtime, clock) -> None:
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=0), booted(plug, 25), plug.meter(at=26, wh=4000, received=26))
    clock.advance(hours=2)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert (session.is_open, session.presumed_over_at) == (True, None)


async def test_what_began_after_the_boot_is_none_of_its_business(feed, stored, sessions, runtime, clock) -> None:
    plug = Plug(started=NOW)
    await feed(plug.snapshot(), plug.start(at=30), booted(plug, 25))
    clock.advance(hours=2)
    await tend(sessions, runtime)
    [session] = await stored(plug.station_id)
    assert session.is_open


def booted(plug: Plug, at: float) -> Message:
    data = {"station_id": plug.station_id, "received_at": plug.time(at)}
    return Message("station.booted.v1", data, str(plug.station_id))
