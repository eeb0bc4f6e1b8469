from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from billing_api.pricing.breakdown import Calculation, Line, LineKind
from billing_api.pricing.engine import price
from billing_api.pricing.tariff import TariffVersion
from billing_api.pricing.usage import Usage
from common.ids import uuid7

MOSCOW = ZoneInfo("Europe/Moscow")
START = datetime(2025, 1, 23, 19, 25, 37, tzinfo=UTC)  # 22:25:37 in Moscow


def tariff(**changes: Any) -> TariffVersion:
    values: dict[str, Any] = {
        "tariff_id": uuid7(),
        "revision": 1,
        "name": "Круглосуточно",
        "periodicity": "permanent",
        "valid_from": datetime(2000, 1, 1, tzinfo=UTC),
        "valid_to": None,
    }
    return TariffVersion.model_validate({**values, **changes})


def usage(
    energy_wh: int = 35_740,
    *,
    minutes: float = 60,
    flow: float | None = None,
    idle: float = 0,
    started_at: datetime = START,
) -> Usage:
    """`minutes` of transaction, energy until `flow`, `idle` minutes at the plug after the transaction."""
    ended_at = started_at + timedelta(minutes=minutes)
    return Usage.of(
        started_at=started_at,
        transaction_ended_at=ended_at,
        energy_flow_ended_at=None if flow is None else started_at + timedelta(minutes=flow),
        session_ended_at=ended_at + timedelta(minutes=idle),
        energy_wh=energy_wh,
    )


def lines(calculation: Calculation, kind: LineKind) -> list[Line]:
    return [line for group in calculation.groups for line in group.lines if line.kind is kind]


def amounts(calculation: Calculation, kind: LineKind) -> list[str]:
    return [str(line.amount) for line in lines(calculation, kind)]


@pytest.mark.req("BIL-018", "BIL-019")
@pytest.mark.parametrize(
    ("kwh", "price_kwh", "amount"),
    [
        ("35.74", "22", "786.28"),
        ("28.68", "16.5", "473.22"),
        ("11.83", "18", "212.94"),
        ("45.21", "22", "994.62"),
        ("35.00", "20", "700.00"),
        ("48.97", "20", "979.40"),
        ("48.25", "10.30", "496.98"),
    ],
)
def test_reference_values(kwh: str, price_kwh: str, amount: str) -> None:
    energy_wh = int(Decimal(kwh) * 1000)
    calculation = price(usage(energy_wh), [tariff(price_kwh=Decimal(price_kwh))], MOSCOW)
    assert str(calculation.amount) == amount
    assert str(lines(calculation, LineKind.energy)[0].quantity) == kwh


@pytest.mark.req("BIL-018")
@pytest.mark.parametrize(("energy_wh", "kwh"), [(35_744, "35.74"), (35_745, "35.75"), (4, "0.00"), (5, "0.01")])
def test_energy_enters_with_two_decimals_half_up(energy_wh: int, kwh: str) -> None:
    calculation = price(usage(energy_wh), [tariff(price_kwh=Decimal(1))], MOSCOW)
    assert str(lines(calculation, LineKind.energy)[0].quantity) == kwh
    assert str(calculation.amount) == kwh


@pytest.mark.req("BIL-004", "BIL-006", "BIL-007", "BIL-009", "BIL-017", "TAR-044", "TAR-051")
def test_every_component_has_its_line_and_the_amount_is_their_sum() -> None:
    agreed = tariff(
        price_start=Decimal(15),
        price_kwh=Decimal(10),
        price_minute=Decimal("0.50"),
        price_idle_minute=Decimal(3),
        free_idle_minutes=10,
    )
    calculation = price(usage(20_000, minutes=60, flow=45, idle=5), [agreed], MOSCOW)
    (group,) = calculation.groups
    assert [(line.kind, str(line.quantity), str(line.amount)) for line in group.lines] == [
        ("start", "1", "15.00"),
        ("energy", "20.00", "200.00"),
        ("active_time", "45.00", "22.50"),
        ("idle_time", "10.00", "30.00"),  # 15 minutes after the flow ended, 5 after the transaction: 20 - 10 free
    ]
    assert calculation.amount == Decimal("267.50")


@pytest.mark.req("BIL-010")
def test_unpriced_components_are_shown_with_zero_but_idle_time_is_not() -> None:
    calculation = price(usage(idle=30), [tariff(price_kwh=Decimal(22))], MOSCOW)
    assert [line.kind for line in calculation.groups[0].lines] == ["start", "energy", "active_time"]
    assert amounts(calculation, LineKind.start) == amounts(calculation, LineKind.active_time) == ["0.00"]


@pytest.mark.req("TAR-043", "TAR-051")
@pytest.mark.parametrize(("idle", "minutes"), [(9.99, "0.00"), (10, "0.00"), (10.5, "0.50"), (25, "15.00")])
def test_idle_minutes_begin_to_cost_after_the_free_ones(idle: float, minutes: str) -> None:
    agreed = tariff(price_idle_minute=Decimal(2), free_idle_minutes=10)
    calculation = price(usage(idle=idle), [agreed], MOSCOW)
    assert [str(line.quantity) for line in lines(calculation, LineKind.idle_time)] == [minutes]


@pytest.mark.req("BIL-011", "TAR-045", "TAR-046", "TAR-048", "TAR-053")
def test_a_session_over_the_border_of_a_nightly_window_is_cut_there() -> None:
    day = tariff(name="День", price_kwh=Decimal(20), price_start=Decimal(5), rank=1)
    night = tariff(
        name="Ночь", price_kwh=Decimal(10), price_start=Decimal(7), periodicity="daily",
        window_start="23:00", window_end="07:00", rank=0,
    )  # fmt: skip
    started_at = datetime(2025, 1, 23, 19, 45, tzinfo=UTC)  # 22:45 in Moscow
    calculation = price(usage(10_000, minutes=60, started_at=started_at), [day, night], MOSCOW)
    border = datetime(2025, 1, 23, 20, 0, tzinfo=UTC)
    assert [(g.tariff_name, g.started_at, g.ended_at) for g in calculation.groups] == [
        ("День", started_at, border),
        ("Ночь", border, started_at + timedelta(hours=1)),
    ]
    assert [str(line.quantity) for line in lines(calculation, LineKind.energy)] == ["2.50", "7.50"]
    assert amounts(calculation, LineKind.energy) == ["50.00", "75.00"]
    assert amounts(calculation, LineKind.start) == ["5.00"]  # once, by the tariff of the start
    assert {line.explanation.code for line in lines(calculation, LineKind.energy)} == {"energy_interpolated"}


@pytest.mark.req("TAR-047", "TAR-048")
def test_a_weekly_window_begins_on_its_weekdays_and_may_reach_into_the_next_day() -> None:
    friday_night = tariff(
        periodicity="weekly", weekdays=(5,), window_start="22:00", window_end="02:00", price_kwh=Decimal(1)
    )
    saturday_one = datetime(2025, 1, 24, 22, 0, tzinfo=UTC)  # Saturday 01:00 in Moscow
    calculation = price(usage(2_000, minutes=120, started_at=saturday_one), [friday_night], MOSCOW)
    assert [g.tariff_name for g in calculation.groups] == ["Круглосуточно", None]
    assert calculation.amount == Decimal("1.00")
    assert calculation.groups[1].lines[0].explanation.code == "no_tariff"
    sunday_one = saturday_one + timedelta(days=1)
    assert price(usage(started_at=sunday_one), [friday_night], MOSCOW).amount == 0


@pytest.mark.req("TAR-003", "TAR-049")
def test_a_gap_without_tariff_costs_nothing_and_is_said() -> None:
    late = tariff(valid_from=START + timedelta(minutes=30), price_kwh=Decimal(10), price_start=Decimal(99))
    calculation = price(usage(10_000), [late], MOSCOW)
    gap, priced = calculation.groups
    assert (gap.tariff_id, str(gap.amount), gap.lines[0].explanation.code) == (None, "0.00", "no_tariff")
    assert str(gap.lines[0].quantity) == "5.00"
    assert priced.amount == calculation.amount == Decimal("50.00")  # no start price: the start lay in the gap


def test_free_minutes_belong_to_the_session_and_are_used_up_before_the_border() -> None:
    start = datetime(2025, 1, 23, 18, 0, tzinfo=UTC)
    border = start + timedelta(minutes=75)
    first = tariff(name="A", valid_to=border, price_idle_minute=Decimal(1), free_idle_minutes=10)
    second = tariff(name="B", valid_from=border, price_idle_minute=Decimal(2), free_idle_minutes=10)
    calculation = price(usage(minutes=60, idle=30, started_at=start), [first, second], MOSCOW)
    assert [str(line.quantity) for line in lines(calculation, LineKind.idle_time)] == ["5.00", "15.00"]
    assert calculation.amount == Decimal("35.00")


def test_the_last_part_with_energy_takes_the_remainder() -> None:
    start = datetime(2025, 1, 23, 18, 0, tzinfo=UTC)
    parts = [
        tariff(name=str(number), valid_from=start + timedelta(minutes=20 * number), price_kwh=Decimal(1), rank=-number)
        for number in range(3)
    ]
    calculation = price(usage(10_000, minutes=60, started_at=start), parts, MOSCOW)
    assert [str(line.quantity) for line in lines(calculation, LineKind.energy)] == ["3.33", "3.33", "3.34"]


def test_no_energy_falls_on_the_time_after_the_flow_ended() -> None:
    start = datetime(2025, 1, 23, 18, 0, tzinfo=UTC)
    border = start + timedelta(minutes=40)
    before, after = tariff(valid_to=border), tariff(valid_from=border)
    calculation = price(usage(10_001, minutes=60, flow=30, started_at=start), [before, after], MOSCOW)
    assert [str(line.quantity) for line in lines(calculation, LineKind.energy)] == ["10.00", "0.00"]


@pytest.mark.parametrize(
    ("energy_wh", "line", "amount"),
    [(1_000, ("minimum", "40.00"), "50.00"), (20_000, ("maximum", "-100.00"), "100.00"), (0, None, "0.00")],
)
def test_minimum_and_maximum_have_a_line_of_their_own(
    energy_wh: int, line: tuple[str, str] | None, amount: str
) -> None:
    agreed = tariff(price_kwh=Decimal(10), minimum=Decimal(50), maximum=Decimal(100))
    calculation = price(usage(energy_wh), [agreed], MOSCOW)
    found = [(one.kind, str(one.amount)) for one in calculation.groups[0].lines if one.kind in {"minimum", "maximum"}]
    assert found == ([line] if line else [])
    assert str(calculation.amount) == amount


def test_a_session_without_duration_is_priced_by_the_tariff_of_its_instant() -> None:
    calculation = price(usage(1_000, minutes=0), [tariff(price_kwh=Decimal(22))], MOSCOW)
    assert str(calculation.amount) == "22.00"


def test_times_that_contradict_each_other_are_straightened() -> None:
    odd = Usage.of(
        started_at=START,
        transaction_ended_at=START - timedelta(minutes=5),
        energy_flow_ended_at=START + timedelta(minutes=5),
        session_ended_at=START - timedelta(hours=1),
        energy_wh=-7,
    )
    assert (odd.charging.duration, odd.idle.duration, odd.energy_wh) == (timedelta(0), timedelta(0), 0)
