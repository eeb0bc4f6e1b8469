from datetime import timedelta

import pytest
from sessions_api.metering.readings import Reading
from sessions_api.sessions.efficiency import efficiency
from sessions_api.sessions.models import Session

from .factories import NOW
from .physical import STATION


def charged(*readings: tuple[float, float, int]) -> Session:
    """(minutes since the session's start, state of charge, power in W) …"""
    session = Session.open(STATION, 1, NOW)
    for minutes, soc, power in readings:
        session.see_reading(Reading(NOW + timedelta(minutes=minutes), soc_percent=soc, power_w=power))
    return session


@pytest.mark.req("SES-066", "SES-072")
def test_percent_per_minute_since_the_session_began() -> None:
    assert efficiency(37, 89, timedelta(hours=1, minutes=6, seconds=9)) == pytest.approx(0.79, abs=0.005)


@pytest.mark.req("SES-065", "SES-067", "SES-069")
def test_it_runs_until_power_has_fallen_by_half_and_is_frozen_then() -> None:
    assert charged((1, 20, 50_000), (10, 40, 100_000)).efficiency == 2.0
    assert charged((1, 20, 50_000), (10, 40, 100_000), (20, 60, 50_000), (30, 61, 90_000)).efficiency == 2.0


@pytest.mark.req("SES-065")
def test_a_begin_without_power_is_no_fall() -> None:
    """Chargers that tell of the transaction's begin measure nothing yet."""
    assert charged((0, 20, 0), (1, 20, 0), (2, 22, 50_000), (12, 44, 100_000)).efficiency == 2.0
    assert charged((0, 20, 0), (10, 40, 100_000), (20, 60, 50_000), (30, 61, 90_000)).efficiency == 2.0


@pytest.mark.req("SES-070")
def test_the_stop_counts_as_the_fall() -> None:
    session = charged((1, 20, 50_000), (10, 40, 50_000))
    session.finish_efficiency(NOW + timedelta(minutes=20))
    session.see_reading(Reading(NOW + timedelta(minutes=40), soc_percent=90, power_w=1))
    assert session.efficiency == 1.0


@pytest.mark.req("SES-068", "SES-071")
def test_no_state_of_charge_no_efficiency_and_no_change_is_zero() -> None:
    session = Session.open(STATION, 1, NOW)
    session.see_reading(Reading(NOW + timedelta(minutes=1), power_w=9000))
    session.finish_efficiency(NOW + timedelta(minutes=2))
    assert session.efficiency is None
    assert charged((1, 12, 0), (2, 12, 0)).efficiency == 0.0


@pytest.mark.req("SES-045")
@pytest.mark.parametrize(("volts", "expected"), [(500.0, False), (500.1, True)])
def test_more_than_500_volts_is_remembered(volts: float, expected: bool) -> None:
    session = Session.open(STATION, 1, NOW)
    session.see_reading(Reading(NOW, voltage_v=volts))
    session.see_reading(Reading(NOW, voltage_v=300))
    assert session.voltage_over_500 is expected
