"""A station's samples become readings: one row per moment, in Wh, W, V, A, percent and °C."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from sessions_api.facts import Sample
from sessions_api.metering.measurands import other_name
from sessions_api.metering.numbers import parse_number, to_int
from sessions_api.metering.units import Scale, scale_of
from sessions_api.moments import plausible

_FIELDS = {
    "energy.active.import.register": "energy",
    "energy.active.import.interval": "interval",
    "power.active.import": "power",
    "power.offered": "power_limit",
    "voltage": "voltage",
    "current.import": "current",
    "soc": "soc",
    "temperature": "temperature",
    "temperature.connector": "connector_temperature",
    "temperature.modules": "module_temperature",
    "voltage.requested": "requested_voltage",
    "current.requested": "requested_current",
    "insulation.resistance": "insulation_resistance",
    "insulation.errors": "insulation_errors",
    "voltage.plus": "plus_voltage",
    "voltage.minus": "minus_voltage",
}
"""Measurands of OCPP, then those that only a native station has."""
_PLACES = {"": 0, "outlet": 0, "body": 1, "cable": 2, "ev": 3, "inlet": 4, "upstream": 5}
"""Where a quantity was measured, best place first; a missing location means the outlet (quirk M6)."""

_GIGAWATT = 10**9


@dataclass(slots=True)
class Reading:
    """What was measured at one moment; None where the station did not say. Made anew for whoever asks, and his."""

    at: datetime
    energy_wh: int | None = None
    interval_wh: int | None = None
    """Energy of the interval that ends here; not kept in the history."""
    power_w: int | None = None
    power_limit_w: int | None = None
    voltage_v: float | None = None
    current_a: float | None = None
    soc_percent: float | None = None
    temperature_c: float | None = None
    battery_temperature_c: float | None = None
    connector_temperature_c: float | None = None
    module_temperature_c: float | None = None
    requested_voltage_v: float | None = None
    requested_current_a: float | None = None
    insulation_resistance_ohm: float | None = None
    insulation_errors: float | None = None
    plus_voltage_v: float | None = None
    minus_voltage_v: float | None = None
    others: dict[str, float] | None = None
    """What none of these holds, by measurand, phase and place."""


class _Kind(NamedTuple):
    """What a sample measures, and where, and how its value becomes one of ours."""

    field: str | None
    place: int
    phase: str
    scale: Scale | None
    other: str | None
    """The name under which the value itself is kept, where the field does not hold it."""


@dataclass(slots=True)
class _Quantity:
    """Samples of one quantity at one moment and place: the total and the phases."""

    place: int
    total: Decimal | None = None
    phases: dict[str, Decimal] | None = None

    def add(self, phase: str, value: Decimal) -> None:
        if not phase:
            self.total = value
        else:
            self.phases = {**(self.phases or {}), phase: value}


@dataclass(slots=True)
class _Moment:
    """What is known of one moment, before it is a reading."""

    quantities: dict[str, _Quantity] = field(default_factory=dict)
    others: dict[str, float] | None = None

    def keep(self, name: str, value: Decimal) -> None:
        if self.others is None:
            self.others = {}
        self.others[name] = float(round(value, 3))

    @property
    def says_something(self) -> bool:
        return bool(self.quantities) or self.others is not None


def readings_of(samples: Iterable[Sample], received_at: datetime) -> list[Reading]:
    """Readings in the order of time. Unknown measurands and unreadable values are left out, never an error."""
    moments: dict[datetime, _Moment] = {}
    told: datetime | None = None
    moment: _Moment | None = None
    for sample in samples:
        if moment is None or sample.at != told:  # most messages tell of one moment
            told = sample.at
            moment = moments.setdefault(plausible(told, received_at), _Moment())
        _collect(moment, sample)
    return [_reading(at, moments[at]) for at in sorted(moments) if moments[at].says_something]


def _collect(moment: _Moment, sample: Sample) -> None:
    kind = _kind(sample.measurand, sample.location, sample.phase, sample.unit)
    if kind is None or (value := parse_number(sample.value)) is None:
        return
    if kind.scale is not None:
        value = kind.scale(value)
    if kind.other is not None:
        moment.keep(kind.other, value)
    if kind.field is None:
        return
    quantity = moment.quantities.get(kind.field)
    if quantity is None or kind.place < quantity.place:
        quantity = moment.quantities[kind.field] = _Quantity(kind.place)
    if quantity.place == kind.place:
        quantity.add(kind.phase, value)


@lru_cache(4096)
def _kind(measurand: str, location: str | None, phase: str | None, unit: str | None) -> _Kind | None:
    """Chargers write thousands of samples a second and few kinds of them. None: nothing that a session keeps."""
    word, place = _plain(measurand), _plain(location)
    column = _FIELDS.get(word.lower())
    other = other_name(word, _plain(phase), place, has_column=column is not None)
    if column is None and other is None:
        return None
    if column == "temperature" and place.lower() == "ev":
        column = "battery_temperature"
    return _Kind(column, _PLACES.get(place.lower(), 0), _phase(phase), scale_of(_plain(unit)), other)


def _plain(text: str | None) -> str:
    return (text or "").replace("\0", "").strip()


def _phase(raw: str | None) -> str:
    """`L1-N` is phase L1 (quirk M4); the neutral conductor and line voltages keep names of their own."""
    return _plain(raw).upper().removesuffix("-N")


def _reading(at: datetime, moment: _Moment) -> Reading:
    reading = Reading(at, others=moment.others)
    for column, quantity in moment.quantities.items():
        name, reduce, finish = _RULES[column]
        if (value := reduce(quantity)) is not None:
            setattr(reading, name, finish(value))
    if "temperature" in moment.quantities or "battery_temperature" in moment.quantities:
        _place_temperature(reading)
    return reading


def _place_temperature(reading: Reading) -> None:
    """At the vehicle it is its battery's temperature (SES-152), at any other place the connector's (SES-154)."""
    if reading.temperature_c is None:
        reading.temperature_c = reading.battery_temperature_c
    elif reading.connector_temperature_c is None:
        reading.connector_temperature_c = reading.temperature_c


def _lines(quantity: _Quantity) -> Sequence[Decimal]:
    return [value for phase, value in (quantity.phases or {}).items() if phase in {"L1", "L2", "L3"}]


def _summed(quantity: _Quantity) -> Decimal | None:
    """The total as told, else the sum of the phases."""
    if quantity.total is not None:
        return quantity.total
    lines = _lines(quantity)
    return sum(lines, Decimal(0)) if lines else None


def _averaged(quantity: _Quantity) -> Decimal | None:
    """The mean of the phases to neutral; else the total; else the first line voltage."""
    if lines := _lines(quantity):
        return sum(lines, Decimal(0)) / len(lines)
    return quantity.total if quantity.total is not None else next(iter((quantity.phases or {}).values()), None)


def _greatest(quantity: _Quantity) -> Decimal | None:
    """The most loaded phase: a total of currents is wrong on some meters (quirk M5)."""
    return max(_lines(quantity), default=quantity.total) if quantity.phases else quantity.total


def _watts(power: Decimal) -> int | None:
    """Nothing at a socket has a gigawatt: such a value is a mistake of the meter."""
    return None if abs(power) > _GIGAWATT else to_int(power)


def _rounded(value: Decimal) -> float:
    return float(round(value, 2))


Rule = tuple[str, Callable[[_Quantity], Decimal | None], Callable[[Decimal], float | None]]
_RULES: Mapping[str, Rule] = {
    "energy": ("energy_wh", _summed, to_int),
    "interval": ("interval_wh", _summed, to_int),
    "power": ("power_w", _summed, _watts),
    "power_limit": ("power_limit_w", _summed, _watts),
    "voltage": ("voltage_v", _averaged, _rounded),
    "current": ("current_a", _greatest, _rounded),
    "soc": ("soc_percent", _greatest, _rounded),
    "temperature": ("temperature_c", _greatest, _rounded),
    "battery_temperature": ("battery_temperature_c", _greatest, _rounded),
    "connector_temperature": ("connector_temperature_c", _greatest, _rounded),
    "module_temperature": ("module_temperature_c", _greatest, _rounded),
    "requested_voltage": ("requested_voltage_v", _greatest, _rounded),
    "requested_current": ("requested_current_a", _greatest, _rounded),
    "insulation_resistance": ("insulation_resistance_ohm", _greatest, _rounded),
    "insulation_errors": ("insulation_errors", _greatest, _rounded),
    "plus_voltage": ("plus_voltage_v", _greatest, _rounded),
    "minus_voltage": ("minus_voltage_v", _greatest, _rounded),
}
"""Quantity → its field of a reading, what becomes of its phases, and of the number."""
