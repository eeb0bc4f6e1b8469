"""Normalisation of meter values (quirks M1, M3, M4, M5, M6)."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from common.ids import uuid7
from sessions_api.facts import MeterValues, Sample
from sessions_api.metering.numbers import parse_number
from sessions_api.metering.readings import Reading, readings_of

from .factories import NOW

AT = NOW - timedelta(minutes=1)


def sample(measurand: str, value: str, **more: Any) -> Sample:
    return msgspec.convert({"at": AT, "measurand": measurand, "value": value} | more, Sample)


def one(*samples: Sample) -> Reading:
    [reading] = readings_of(samples, NOW)
    return reading


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.5", "12.5"),
        (" 12,5 ", "12.5"),
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.2E3", "1200"),
        ("-3", "-3"),
    ],
)
def test_numbers_are_read_as_chargers_write_them(text: str, number: str) -> None:
    assert str(parse_number(text)) == number or parse_number(text) == parse_number(number)


@pytest.mark.parametrize("text", ["", "NaN", "inf", "-", "abc", "1e40", "12,3,4"])
def test_what_is_no_number_is_dropped(text: str) -> None:
    assert parse_number(text) is None
    assert readings_of([sample("Power.Active.Import", text)], NOW) == []


@pytest.mark.parametrize(
    ("unit", "value", "wh"),
    [("Wh", "1500", 1500), ("kWh", "1.5", 1500), (None, "1500", 1500), ("KWH", "0,0005", 1), ("parsecs", "7", 7)],
)
def test_energy_becomes_whole_watt_hours(unit: str | None, value: str, wh: int) -> None:
    assert one(sample("Energy.Active.Import.Register", value, unit=unit)).energy_wh == wh


@pytest.mark.parametrize(("unit", "value", "watts"), [("W", "7400", 7400), ("kW", "7.4", 7400), (" kw ", "7,4", 7400)])
def test_power_becomes_watts(unit: str, value: str, watts: int) -> None:
    assert one(sample("Power.Active.Import", value, unit=unit)).power_w == watts


@pytest.mark.parametrize(
    ("unit", "value", "celsius"), [("Celcius", "25", 25.0), ("K", "298.15", 25.0), ("Fahrenheit", "77", 25.0)]
)
def test_temperature_becomes_celsius(unit: str, value: str, celsius: float) -> None:
    assert one(sample("Temperature", value, unit=unit)).temperature_c == celsius


def phases(measurand: str, *values: str, suffix: str = "") -> list[Sample]:
    return [sample(measurand, value, phase=f"L{place}{suffix}") for place, value in enumerate(values, start=1)]


def test_powers_of_phases_are_summed_when_no_total_is_told() -> None:
    assert one(*phases("Power.Active.Import", "1000", "2000", "3000")).power_w == 6000
    assert one(*phases("Power.Active.Import", "1", "2", "3"), sample("Power.Active.Import", "6500")).power_w == 6500


def test_the_most_loaded_phase_is_the_current_and_the_neutral_is_none() -> None:
    currents = phases("Current.Import", "10", "16", "12", suffix="-N")
    neutral = sample("Current.Import", "99", phase="N")
    assert one(*currents, neutral, sample("Current.Import", "38")).current_a == 16.0


def test_voltages_of_phases_are_averaged_without_line_voltages() -> None:
    line = sample("Voltage", "400", phase="L1-L2")
    assert one(*phases("Voltage", "229", "230", "231", suffix="-N"), line).voltage_v == 230.0
    assert one(line).voltage_v == 400.0


def test_the_outlet_is_measured_before_the_inlet() -> None:
    inlet = sample("Energy.Active.Import.Register", "9", location="Inlet")
    assert one(inlet, sample("Energy.Active.Import.Register", "5")).energy_wh == 5


@pytest.mark.req("SES-043")
def test_a_state_of_charge_above_one_hundred_stays_as_received() -> None:
    assert one(sample("SoC", "104", unit="Percent")).soc_percent == 104.0


def test_samples_of_one_moment_are_one_reading_and_unknown_words_are_none() -> None:
    reading = one(sample("SoC", "50"), sample("Power.Active.Import", "1000"), sample("Request.Energy", "1"))
    assert (reading.soc_percent, reading.power_w) == (50.0, 1000)


def test_a_time_that_makes_no_sense_gives_way_to_the_time_of_receipt() -> None:
    readings = readings_of([sample("SoC", "1", at=None), sample("SoC", "2", at="1970-01-01T00:00:00Z")], NOW)
    assert [reading.at for reading in readings] == [NOW]


def test_samples_are_kept_without_nul_and_come_back_as_they_were() -> None:
    """Quirk W8: PostgreSQL keeps no NUL, and the quarantine keeps what was told."""
    told = {"station_id": str(uuid7()), "received_at": NOW, "samples": [{"value": "12\0", "unit": "k\0Wh", "at": AT}]}
    kept = MeterValues.model_validate(told).model_dump(mode="json")
    [again] = MeterValues.model_validate(kept).samples
    assert (again.value, again.unit, again.at) == ("12", "kWh", AT)
    assert one(*MeterValues.model_validate(told).samples) == one(again)


def test_a_time_without_zone_is_utc() -> None:
    samples = [{"value": "1", "at": "2026-11-25T10:00:00"}, {"value": "1", "at": "2026-11-25T13:00:00+03:00"}]
    fact = MeterValues.model_validate({"station_id": str(uuid7()), "received_at": NOW, "samples": samples})
    assert [str(sample.at) for sample in fact.samples] == ["2026-11-25 10:00:00+00:00"] * 2
