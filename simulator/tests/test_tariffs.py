from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from simulator.tariffs.frozen import frozen_tariffs
from simulator.tariffs.reference import reference_amount
from simulator.tariffs.tariff import Tariff, UnknownRuleError, tariffs_of

START = datetime(2025, 1, 13, 12, tzinfo=UTC)


def tariff(**changes: Any) -> dict[str, Any]:
    return {
        "id": "t1", "revision": 1, "updated_at": "2000-01-01T00:00:00Z", "name": "t",
        "price_start": "0.00", "price_kwh": "22.00", "price_minute": None, "periodicity": "permanent",
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
        group = tariff(priority=3, price_kwh="30.00", updated_at="2025-01-01T00:00:00Z")
        newer = tariff(priority=3, price_kwh="31.00", updated_at="2025-01-02T00:00:00Z")
        assert amount(1000, tariff(updated_at="2025-01-03T00:00:00Z"), group, newer) == Decimal("31.00")

    def test_the_session_is_cut_where_a_tariff_begins(self) -> None:
        noon = (START + timedelta(minutes=20)).isoformat()
        old, new = tariff(valid_to=noon), tariff(valid_from=noon, price_kwh="30.00", price_start="99.00")
        assert amount(10_000, old, new) == Decimal("3.33") * 22 + Decimal("6.67") * 30

    def test_a_gap_costs_nothing(self) -> None:
        assert amount(10_000, tariff(valid_to=(START + timedelta(minutes=30)).isoformat())) == Decimal("110.00")

    def test_an_unknown_rule_is_no_guess(self) -> None:
        with pytest.raises(UnknownRuleError, match="user_group_id"):
            amount(1000, tariff(user_group_id="1"))

    def test_one_for_a_group_of_others_is_left_out(self) -> None:
        items = [tariff(), tariff(id="t2", station_group_id="others")]
        assert [one.id for one in tariffs_of(items, {"others"})] == ["t1"]
        with pytest.raises(UnknownRuleError, match="station_group_id"):
            tariffs_of(items, {"somebody"})


class TestWindows:
    def test_by_day_at_the_station(self) -> None:
        night = tariff(
            periodicity="daily", window_start="15:30:00", window_end="09:00:00", price_kwh="10.00", priority=1
        )
        end = START + timedelta(minutes=60)  # 15:00 to 16:00 in Moscow
        cost = reference_amount(
            tariffs_of([tariff(), night]), "ccs2", [(START, 0), (end, 10_000)], zone="Europe/Moscow"
        )
        assert cost == Decimal("5.00") * 22 + Decimal("5.00") * 10

    @pytest.mark.parametrize(
        ("weekday", "window", "price"),
        [
            (1, ("11:00:00", "14:00:00"), "10.00"),  # START is a Monday
            (2, ("11:00:00", "14:00:00"), "22.00"),
            (7, ("23:00:00", "14:00:00"), "10.00"),  # the window of Sunday reaches over midnight
            (1, ("23:00:00", "14:00:00"), "22.00"),
        ],
    )
    def test_by_week(self, weekday: int, window: tuple[str, str], price: str) -> None:
        weekly = tariff(
            periodicity="weekly", weekdays=[weekday], window_start=window[0], window_end=window[1],
            price_kwh="10.00", priority=1,
        )  # fmt: skip
        assert amount(1000, tariff(), weekly) == Decimal(price)


class TestEditedTariff:
    """A tariff of 22.00 per kWh that costs 30.00 now; the session was priced before or after the edit."""

    def frozen(self, edited_at: str, revision: int) -> list[Tariff] | None:
        present = tariffs_of([tariff(revision=2, price_kwh="30.00", updated_at=edited_at)])
        line = {"kind": "energy", "price": "22.00"}
        times = {"started_at": "2025-01-13T12:00:00Z", "ended_at": "2025-01-13T13:00:00Z"}
        group = {"tariff_id": "t1", "tariff_revision": revision, "lines": [line], **times}
        return frozen_tariffs([group], present, START)

    def test_the_shown_price_counts_for_a_session_from_before(self) -> None:
        used = self.frozen("2025-02-01T00:00:00Z", revision=1)
        assert used is not None
        registers = [(START, 0), (START + timedelta(minutes=60), 1000)]
        assert reference_amount(used, "ccs2", registers) == Decimal("22.00")

    def test_the_present_price_counts_after_the_edit(self) -> None:
        assert self.frozen("2025-01-01T00:00:00Z", revision=1) is None

    def test_the_present_version_is_not_read_off_the_charge(self) -> None:
        assert self.frozen("2025-02-01T00:00:00Z", revision=2) is None


@pytest.mark.parametrize(("energy_wh", "expected"), [(1000, "50.00"), (3000, "66.00"), (9000, "100.00"), (0, "0.00")])
def test_least_and_highest_amount(energy_wh: int, expected: str) -> None:
    assert amount(energy_wh, tariff(minimum="50.00", maximum="100.00")) == Decimal(expected)
