"""What holds for every session and every set of tariffs."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from billing_api.pricing.breakdown import Calculation, LineKind
from billing_api.pricing.engine import price
from billing_api.pricing.rounding import half_up, kwh
from billing_api.pricing.tariff import Periodicity, TariffVersion
from billing_api.pricing.usage import Usage
from common.ids import uuid7
from hypothesis import given
from hypothesis import strategies as st

ZONES = [ZoneInfo(name) for name in ("Europe/Moscow", "Europe/London", "Asia/Vladivostok", "America/St_Johns")]
moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - the zone comes after
prices = st.decimals(0, 500, places=2)
seconds = st.integers(0, 3 * 86_400).map(lambda value: timedelta(seconds=value))
day_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))


@st.composite
def usages(draw: st.DrawFn) -> Usage:
    started_at, charging, flow, idle = draw(moments), draw(seconds), draw(seconds), draw(seconds)
    ended_at = started_at + charging
    return Usage.of(
        started_at=started_at,
        transaction_ended_at=ended_at,
        energy_flow_ended_at=draw(st.sampled_from([None, started_at + flow])),
        session_ended_at=ended_at + idle,
        energy_wh=draw(st.integers(0, 300_000)),
    )


@st.composite
def tariffs(draw: st.DrawFn, bounds: bool = False) -> list[TariffVersion]:
    found = []
    for rank in range(draw(st.integers(0, 4))):
        limit = draw(prices) if bounds else None
        found.append(
            TariffVersion(
                tariff_id=uuid7(),
                revision=1,
                name=str(rank),
                periodicity=draw(st.sampled_from(Periodicity)),
                valid_from=draw(moments),
                valid_to=draw(st.none() | moments),
                window_start=draw(day_times),
                window_end=draw(day_times),
                weekdays=tuple(draw(st.sets(st.integers(1, 7), min_size=1))),
                rank=rank,
                price_start=draw(prices),
                price_kwh=draw(prices),
                price_minute=draw(prices),
                price_idle_minute=draw(prices),
                free_idle_minutes=draw(st.integers(0, 120)),
                minimum=limit,
                maximum=limit + 100 if limit is not None else None,
            )
        )
    return found


def energies(calculation: Calculation) -> list[Decimal]:
    return [line.quantity for group in calculation.groups for line in group.lines if line.kind is LineKind.energy]


@pytest.mark.req("BIL-007", "BIL-011")
@given(usages(), tariffs(bounds=True), st.sampled_from(ZONES))
def test_the_amount_is_the_sum_of_lines_and_each_line_is_quantity_times_price(
    usage: Usage, agreed: list[TariffVersion], zone: ZoneInfo
) -> None:
    calculation = price(usage, agreed, zone)
    lines = [line for group in calculation.groups for line in group.lines]
    assert calculation.amount == sum((line.amount for line in lines), Decimal(0))
    assert all(line.amount == half_up(line.quantity * line.price) for line in lines)
    assert all(line.amount >= 0 and line.quantity >= 0 for line in lines if line.kind is not LineKind.maximum)


@given(usages(), tariffs(), st.sampled_from(ZONES))
def test_the_parts_are_the_session_and_keep_its_rounded_energy(
    usage: Usage, agreed: list[TariffVersion], zone: ZoneInfo
) -> None:
    calculation = price(usage, agreed, zone)
    groups = calculation.groups
    assert sum(energies(calculation), Decimal(0)) == kwh(usage.energy_wh)
    assert (groups[0].started_at, groups[-1].ended_at) == (usage.span.start, usage.span.end)
    assert all(before.ended_at == after.started_at for before, after in pairwise(groups))


def priced_per_kwh(price_kwh: Decimal, **changes: Any) -> TariffVersion:
    values = {"tariff_id": uuid7(), "revision": 1, "name": "", "periodicity": "permanent", "price_kwh": price_kwh}
    validity = {"valid_from": datetime(2000, 1, 1, tzinfo=UTC), "valid_to": None}
    return TariffVersion.model_validate({**values, **validity, **changes})


@given(usages(), prices, st.integers(0, 50_000))
def test_more_energy_never_costs_less(usage: Usage, price_kwh: Decimal, more: int) -> None:
    agreed = [priced_per_kwh(price_kwh)]
    richer = Usage.of(
        started_at=usage.charging.start,
        transaction_ended_at=usage.charging.end,
        energy_flow_ended_at=None,
        session_ended_at=usage.idle.end,
        energy_wh=usage.energy_wh + more,
    )
    assert price(richer, agreed, ZONES[0]).amount >= price(usage, agreed, ZONES[0]).amount


@given(usages(), st.integers(0, 100), prices)
def test_a_border_between_two_equal_tariffs_moves_no_energy(usage: Usage, percent: int, price_kwh: Decimal) -> None:
    border = usage.span.start + usage.span.duration * percent / 100
    halves = [priced_per_kwh(price_kwh, valid_to=border), priced_per_kwh(price_kwh, valid_from=border)]
    assert sum(energies(price(usage, halves, ZONES[0])), Decimal(0)) == kwh(usage.energy_wh)
