"""Every measurand with every unit of OCPP 1.6, 2.0.1 and 2.1 → what becomes of it in Wh, W, A, V, % and °C."""

import json
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import msgspec
import pytest
from sessions_api.facts import Sample
from sessions_api.metering.readings import readings_of

from .factories import NOW

AT = NOW - timedelta(minutes=1)
FIELDS = {
    "Energy.Active.Import.Register": ("energy_wh",),
    "Energy.Active.Import.Interval": ("interval_wh",),
    "Power.Active.Import": ("power_w",),
    "Power.Offered": ("power_limit_w",),
    "Voltage": ("voltage_v",),
    "Current.Import": ("current_a",),
    "SoC": ("soc_percent",),
    "Temperature": ("temperature_c", "connector_temperature_c"),
}
"""What a session keeps; all other measurands stand in the protocol log, as they were told."""
UNITS = {
    "Energy": {None: 1.0, "Wh": 1.0, "kWh": 1000.0},
    "Power": {None: 1.0, "W": 1.0, "kW": 1000.0, "VA": 1.0, "kVA": 1000.0},
    "Voltage": {None: 1.0, "V": 1.0},
    "Current": {None: 1.0, "A": 1.0},
    "SoC": {None: 1.0, "Percent": 1.0},
    "Temperature": {None: 1.0, "Celcius": 1.0, "Celsius": 1.0},
}
SCALES = {"K": 20.0 - 273.15, "Fahrenheit": (20.0 - 32) * 5 / 9}


@cache
def words(version: str, file: str, name: str) -> tuple[str, ...]:
    """An enumeration of the schemas: of a definition, or of a field of a sampled value."""
    text = (resources.files("ocpp") / version / "schemas" / file).read_text("utf-8-sig")
    schema = json.loads(text)
    if "definitions" in schema:
        return tuple(schema["definitions"][name]["enum"])
    sampled = schema["properties"]["meterValue"]["items"]["properties"]["sampledValue"]["items"]
    return tuple(sampled["properties"][name]["enum"])


def all_words(of_16: str, of_2: str) -> list[str]:
    told = [*words("v16", "MeterValues.json", of_16)]
    for version in ("v201", "v21"):
        told += words(version, "MeterValuesRequest.json", of_2)
    return sorted(set(told))


MEASURANDS = all_words("measurand", "MeasurandEnumType")
PHASES = all_words("phase", "PhaseEnumType")
LOCATIONS = all_words("location", "LocationEnumType")
CONTEXTS = all_words("context", "ReadingContextEnumType")


def read(**fields: Any) -> dict[str, Any]:
    """The fields that a single sample fills."""
    readings = readings_of([msgspec.convert({"at": AT, **fields}, Sample)], NOW)
    return {
        name: value for one in readings for name, value in asdict(one).items() if value is not None and name != "at"
    }


def units_of(measurand: str) -> dict[str | None, float]:
    return UNITS.get(measurand.partition(".")[0], {None: 1.0})


CASES = [(measurand, unit) for measurand in MEASURANDS for unit in units_of(measurand)]


@pytest.mark.parametrize(("measurand", "unit"), CASES)
@pytest.mark.parametrize("value", ["20", "20.0", " 20,0 ", "2e1"])
def test_every_measurand_in_every_unit(measurand: str, unit: str | None, value: str) -> None:
    told = read(measurand=measurand, unit=unit, value=value)
    expected = 20 * units_of(measurand)[unit]
    assert told == dict.fromkeys(FIELDS.get(measurand, ()), expected)


@pytest.mark.parametrize(("unit", "celsius"), list(SCALES.items()))
def test_other_scales_of_temperature(unit: str, celsius: float) -> None:
    told = read(measurand="Temperature", unit=unit, value="20")
    assert told == dict.fromkeys(FIELDS["Temperature"], pytest.approx(celsius, abs=0.01))


@pytest.mark.parametrize(("measurand", "phase"), list(product(FIELDS, PHASES)))
def test_every_phase(measurand: str, phase: str) -> None:
    """Of one phase alone: energy, power and current of a line count, those of the neutral or of two lines do not."""
    told = read(measurand=measurand, value="20", phase=phase)
    is_line = phase.removesuffix("-N") in {"L1", "L2", "L3"}
    counts = is_line or measurand == "Voltage"
    assert told == (dict.fromkeys(FIELDS[measurand], 20.0) if counts else {})


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("location", LOCATIONS)
def test_every_context_and_place(location: str, context: str) -> None:
    """A sample counts whatever its context and place are; of several places the outlet comes first (M6)."""
    assert read(value="20", context=context, location=location) == {"energy_wh": 20}
    if location != "Outlet":
        samples = [
            {"at": AT, "value": value, "location": place} for value, place in (("7", location), ("20", "Outlet"))
        ]
        [reading] = readings_of([msgspec.convert(one, Sample) for one in samples], NOW)
        assert reading.energy_wh == 20
