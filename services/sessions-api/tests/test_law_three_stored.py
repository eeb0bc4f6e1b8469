"""Law 3 again, through the real unit and PostgreSQL: what the loader leaves out would show here."""

from common.ids import uuid7
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from .physical import worlds
from .test_law_three import assert_exactly_once

_CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]


@settings(max_examples=25, deadline=None, suppress_health_check=_CHECKS)
@given(st.data())
async def test_every_physical_session_exactly_once(feed, stored, announced, data) -> None:
    station = uuid7()
    world = data.draw(worlds(station))
    for batch in world.batches:
        await feed(*batch)
    found = await stored(station)
    assert_exactly_once(world.all_lives, found, station)


async def test_the_counters_are_the_sums_of_the_rows(sessions) -> None:
    async with sessions() as session:
        differing = await session.execute(
            text(
                """
                with counted as (
                  select coalesce(organization_id, '00000000-0000-0000-0000-000000000000') o, state s,
                         connector_type c, is_station_activated a, is_open p, not is_open and energy_wh = 0 z,
                         count(*) n, sum(energy_wh) e, sum(coalesce(amount, 0)) m
                  from sessions group by 1, 2, 3, 4, 5, 6)
                select * from counted full join session_totals t
                  on (o, s, c, a, p, z) = (t.organization_id, t.state, t.connector_type, t.is_station_activated,
                                           t.is_open, t.is_zero)
                where coalesce(n, 0) <> coalesce(t.count, 0) or coalesce(e, 0) <> coalesce(t.energy_wh, 0)
                   or coalesce(m, 0) <> coalesce(t.amount, 0)
                """
            )
        )
        assert differing.all() == []
        assert await session.scalar(text("select sum(count) from session_totals")) > 0
