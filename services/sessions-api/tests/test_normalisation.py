"""Every measurand with every unit of OCPP 1.6, 2.0.1 and 2.1 → what becomes of it in Wh, W, A, V, % and °C.

A column of the history, or a name beside the columns (ADR 0006): nothing that a schema allows is left out.
"""

import json
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from importlib import resources
from itertools import product
from typing import Any

import msgspec
import pytest
from common.testing.helpers import bearer
from sessions_api.facts import Sample
from sessions_api.metering import measurands
from sessions_api.metering.readings import readings_of

from .factories import NOW, Message, Plug

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
"""The columns of a measurand; all others are kept by their names."""
UNITS = {
    "Energy": {None: 1.0, "Wh": 1.0, "kWh": 1000.0, "varh": 1.0, "kvarh": 1000.0, "VAh": 1.0, "kVAh": 1000.0},
    "EnergyRequest": {None: 1.0, "Wh": 1.0, "kWh": 1000.0},
    "Power": {None: 1.0, "W": 1.0, "kW": 1000.0, "VA": 1.0, "kVA": 1000.0, "var": 1.0, "kvar": 1000.0},
    "Voltage": {None: 1.0, "V": 1.0, "kV": 1000.0, "mV": 0.001},
    "Current": {None: 1.0, "A": 1.0, "mA": 0.001},
    "SoC": {None: 1.0, "Percent": 1.0},
    "Temperature": {None: 1.0, "Celcius": 1.0, "Celsius": 1.0},
    "Frequency": {None: 1.0, "Hertz": 1.0, "Hz": 1.0, "kHz": 1000.0},
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
    """The fields that a single sample fills, those without a column among them."""
    readings = readings_of([msgspec.convert({"at": AT, **fields}, Sample)], NOW)
    told = [{**asdict(one), **(one.others or {})} for one in readings]
    return {
        name: value for one in told for name, value in one.items() if value is not None and name not in {"at", "others"}
    }


def units_of(measurand: str) -> dict[str | None, float]:
    return UNITS.get(measurand.partition(".")[0], {None: 1.0})


CASES = [(measurand, unit) for measurand in MEASURANDS for unit in units_of(measurand)]


def test_the_words_are_those_of_the_schemas() -> None:
    assert sorted(measurands.MEASURANDS) == MEASURANDS
    assert sorted(measurands.PHASES) == PHASES
    assert sorted(measurands.LOCATIONS) == LOCATIONS


@pytest.mark.parametrize(("measurand", "unit"), CASES)
@pytest.mark.parametrize("value", ["20", "20.0", " 20,0 ", "2e1"])
def test_every_measurand_in_every_unit(measurand: str, unit: str | None, value: str) -> None:
    told = read(measurand=measurand, unit=unit, value=value)
    expected = 20 * units_of(measurand)[unit]
    fields = FIELDS.get(measurand, (measurand,))
    assert told == dict.fromkeys(fields, expected)


@pytest.mark.parametrize(("unit", "celsius"), list(SCALES.items()))
def test_other_scales_of_temperature(unit: str, celsius: float) -> None:
    told = read(measurand="Temperature", unit=unit, value="20")
    assert told == dict.fromkeys(FIELDS["Temperature"], pytest.approx(celsius, abs=0.01))


@pytest.mark.parametrize(("measurand", "phase"), list(product(MEASURANDS, PHASES)))
def test_every_measurand_on_every_phase(measurand: str, phase: str) -> None:
    """Of one phase alone: energy, power and current of a line count for the column, those of the neutral or of two
    lines do not; the value of the phase is kept by its name in any case.
    """
    told = read(measurand=measurand, value="20", phase=phase)
    is_line = phase.removesuffix("-N") in {"L1", "L2", "L3"}
    counts = measurand in FIELDS and (is_line or measurand == "Voltage")
    columns = dict.fromkeys(FIELDS[measurand], 20.0) if counts else {}
    assert told == columns | {f"{measurand}/{phase}": 20.0}


AT_THE_VEHICLE = {"SoC": ("soc_percent",), "Temperature": ("temperature_c", "battery_temperature_c")}


@pytest.mark.parametrize(("measurand", "location"), list(product(MEASURANDS, LOCATIONS)))
def test_every_measurand_at_every_place_in_every_context(measurand: str, location: str) -> None:
    """A sample counts whatever its context is; what is measured elsewhere than its column says keeps its place."""
    own = location == "Outlet" or (location == "EV" and measurand in AT_THE_VEHICLE)
    columns = AT_THE_VEHICLE[measurand] if own and location == "EV" else FIELDS.get(measurand, ())
    place = "" if location == "Outlet" else f"@{location}"
    names = () if own and columns else (f"{measurand}{place}",)
    for context in CONTEXTS:
        told = read(measurand=measurand, value="20", context=context, location=location)
        assert told == dict.fromkeys((*columns, *names), 20.0)


@pytest.mark.parametrize("location", [location for location in LOCATIONS if location != "Outlet"])
def test_of_several_places_the_outlet_counts(location: str) -> None:
    """Quirk M6; the other one is kept beside it."""
    samples = [{"at": AT, "value": value, "location": place} for value, place in (("7", location), ("20", "Outlet"))]
    [reading] = readings_of([msgspec.convert(one, Sample) for one in samples], NOW)
    assert (reading.energy_wh, reading.others) == (20, {f"Energy.Active.Import.Register@{location}": 7.0})


def test_the_vehicles_temperature_and_the_connectors_at_one_moment() -> None:
    samples = [
        {"at": AT, "measurand": "Temperature", "value": value, "location": place}
        for value, place in (("31", "EV"), ("44", "Outlet"), ("52", "Body"))
    ]
    [reading] = readings_of([msgspec.convert(one, Sample) for one in samples], NOW)
    assert (reading.battery_temperature_c, reading.connector_temperature_c, reading.temperature_c) == (31, 44, 44)
    assert reading.others == {"Temperature@Body": 52.0}


def test_words_in_another_case_get_their_spelling_and_words_of_no_list_are_left_out() -> None:
    told = read(measurand="power.reactive.IMPORT", value="1,5", unit="KVAR", phase="l1-n", location="INLET")
    assert told == {"Power.Reactive.Import/L1-N@Inlet": 1500.0}
    assert read(measurand="Request.Energy", value="5") == {}
    assert read(measurand="Frequency", value="50", phase="L9", location="Moon") == {"Frequency": 50.0}


class TestKept:
    """What has no column, from the fact to the API."""

    @staticmethod
    def told(plug: Plug, *words: tuple[str, str, dict[str, Any]]) -> Message:
        samples = [plug.sample(measurand, value, 2, **more) for measurand, value, more in words]
        message = plug.meter(at=2)
        return Message(message.type, message.data | {"samples": samples}, message.key)

    async def test_it_is_read_with_the_history_when_asked_for(self, client, feed, stored) -> None:
        plug = Plug()
        first = self.told(plug, ("Frequency", "49.98", {}), ("Current.Import", "15.94", {"phase": "L1"}))
        more = self.told(
            plug,
            ("Energy.Active.Export.Register", "0,12", {"unit": "kWh"}),
            ("Frequency", "77", {}),
            ("Power.Factor", "0.97", {}),
        )
        await feed(plug.snapshot(), plug.start(at=1), first)
        await feed(more, first)
        [session] = await stored(plug.station_id)
        path, headers = f"/sessions/{session.id}/history", {"headers": bearer("sessions:read")}
        [plain] = (await client.get(path, **headers)).json()["series"]
        assert (plain["current_a"], plain["others"]) == (15.94, None)
        [point] = (await client.get(path, params={"with_others": True}, **headers)).json()["series"]
        assert point["others"] == {
            "Current.Import/L1": 15.94,
            "Energy.Active.Export.Register": 120.0,
            "Frequency": 49.98,  # what is there stays
            "Power.Factor": 0.97,
        }
        dump = (await client.get(f"/sessions/{session.id}/dump", **headers)).text
        assert "Others: Current.Import/L1 15.94, Energy.Active.Export.Register 120, Frequency 49.98" in dump
