from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from simulator.tariffs import UnknownRuleError, reference_amount, tariffs_of

START = datetime(2025, 1, 13, 12, tzinfo=UTC)


def tariff(**changes: Any) -> dict[str, Any]:
    return {
        "name": "t", "price_start": "0.00", "price_kwh": "22.00", "price_minute": None, "periodicity": "permanent",
        "valid_from": None, "valid_to": None, "priority": 4, "connector_types": ["ccs2"], "is_in_force": True,
    } | changes  # fmt: skip


def amount(energy_wh: int, *items: dict[str, Any], minutes: float = 60, connector_type: str = "ccs2") -> Decimal | None:
    end = START + timedelta(minutes=minutes)
    return reference_amount(tariffs_of(items), connector_type, [(START, 1000), (end, 1000 + energy_wh)])


@pytest.mark.parametrize(
    ("energy_wh", "price", "expected"),
    [
        (35_740, "22.00", "786.28"),
        (28_680, "16.50", "473.22"),
        (48_250, "10.30", "496.98"),
        (45_205, "22.00", "994.62"),  # 45.205 kWh enter as 45.21
        (0, "22.00", "0.00"),
    ],
)
def test_energy_enters_with_two_decimals_and_rounds_half_up(energy_wh: int, price: str, expected: str) -> None:
    assert amount(energy_wh, tariff(price_kwh=price)) == Decimal(expected)


def test_start_and_minutes_are_lines_of_their_own() -> None:
    priced = amount(1000, tariff(price_start="10.00", price_minute="1.50"), minutes=10.12)
    assert priced == Decimal("10.00") + Decimal("22.00") + Decimal("15.18")


class TestWhichTariff:
    def test_none_for_the_connector(self) -> None:
        assert amount(1000, tariff(), connector_type="type2") is None

    def test_none_that_is_switched_on(self) -> None:
        assert amount(1000, tariff(is_in_force=False)) is None

    def test_the_lowest_priority_number_wins_then_the_latest_change(self) -> None:
        group = tariff(priority=3, price_kwh="30.00", updated_at="2025-01-01")
        newer = tariff(priority=3, price_kwh="31.00", updated_at="2025-01-02")
        assert amount(1000, tariff(updated_at="2025-01-03"), group, newer) == Decimal("31.00")

    def test_the_session_is_cut_where_a_tariff_begins(self) -> None:
        noon = (START + timedelta(minutes=20)).isoformat()
        old, new = tariff(valid_to=noon), tariff(valid_from=noon, price_kwh="30.00", price_start="99.00")
        assert amount(10_000, old, new) == Decimal("3.33") * 22 + Decimal("6.67") * 30

    def test_a_gap_costs_nothing(self) -> None:
        assert amount(10_000, tariff(valid_to=(START + timedelta(minutes=30)).isoformat())) == Decimal("110.00")

    def test_an_unknown_rule_is_no_guess(self) -> None:
        with pytest.raises(UnknownRuleError, match="daily"):
            amount(1000, tariff(periodicity="daily"))
