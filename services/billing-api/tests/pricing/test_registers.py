"""Energy at a tariff's border lies between the two nearest registers (contracts 4)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from billing_api.pricing.spans import Span
from billing_api.pricing.usage import Usage
from hypothesis import given
from hypothesis import strategies as st

START = datetime(2026, 11, 25, 20, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def usage(readings: Sequence[tuple[float, int]], *, flow: float | None = None) -> Usage:
    """10 kWh in an hour."""
    return Usage.of(
        started_at=START,
        transaction_ended_at=at(60),
        energy_flow_ended_at=None if flow is None else at(flow),
        session_ended_at=at(60),
        energy_wh=10_000,
        readings=[(at(minutes), wh) for minutes, wh in readings],
    )


@pytest.mark.parametrize(
    ("readings", "border", "first"),
    [
        ([], 30, "5.00"),
        ([(20, 8000), (40, 9000)], 30, "8.50"),
        ([(20, 8000), (40, 9000)], 10, "4.00"),
        ([(20, 8000), (40, 9000)], 50, "9.50"),
        ([(30, 8000)], 30, "8.00"),
        ([(20, 8000), (40, 7000)], 40, "8.00"),
        ([(20, 99_000)], 40, "10.00"),
        ([(-5, 5000), (70, 9000)], 30, "5.00"),
    ],
)
def test_the_share_before_a_border(readings: list[tuple[float, int]], border: float, first: str) -> None:
    shares = usage(readings).kwh_of([Span(START, at(border)), Span(at(border), at(60))])
    assert shares == [Decimal(first), Decimal("10.00") - Decimal(first)]


def test_registers_tell_when_the_flow_ended_better_than_its_mark() -> None:
    assert usage([(10, 9000), (40, 10_000)], flow=40).energy_until(at(25)) == 9500


@given(st.lists(st.tuples(st.integers(-10, 70), st.integers(-1000, 20_000)), max_size=20), st.integers(1, 59))
def test_shares_always_add_up(readings: list[tuple[float, int]], border: int) -> None:
    shares = usage(readings).kwh_of([Span(START, at(border)), Span(at(border), at(60))])
    assert sum(shares) == Decimal("10.00")
    assert min(shares) >= 0
