"""A station's samples become readings: one row per moment, in Wh, W, V, A, percent and °C."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sessions_api.facts import Sample
from sessions_api.metering.numbers import parse_number, to_int
from sessions_api.metering.units import to_canonical
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
_PLACES = {"": 0, "outlet": 0, "body": 1, "cable": 2, "ev": 3, "inlet": 4}
"""Where a quantity was measured, best place first; a missing location means the outlet (quirk M6)."""

_GIGAWATT = 10**9


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured at one moment; None where the station did not say."""

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


def readings_of(samples: Iterable[Sample], received_at: datetime) -> list[Reading]:
    """Readings in the order of time. Unknown measurands and unreadable values are left out, never an error."""
    moments: dict[datetime, dict[str, _Quantity]] = defaultdict(dict)
    for sample in samples:
        _collect(moments[plausible(sample.at, received_at)], sample)
    return [_reading(at, moments[at]) for at in sorted(moments) if moments[at]]


def _collect(quantities: dict[str, _Quantity], sample: Sample) -> None:
    field = _FIELDS.get(sample.measurand.strip().lower())
    value = parse_number(sample.value)
    if field is None or value is None:
        return
    place = _PLACES.get((sample.location or "").strip().lower(), 0)
    if field not in quantities or place < quantities[field].place:
        quantities[field] = _Quantity(place)
    if quantities[field].place == place:
        quantities[field].add(_phase(sample.phase), to_canonical(value, sample.unit))


def _phase(raw: str | None) -> str:
    """`L1-N` is phase L1 (quirk M4); the neutral conductor and line voltages keep names of their own."""
    return (raw or "").strip().upper().removesuffix("-N")


def _reading(at: datetime, quantities: dict[str, _Quantity]) -> Reading:
    energy, interval = _summed(quantities.get("energy")), _summed(quantities.get("interval"))
    return Reading(
        at,
        energy_wh=None if energy is None else to_int(energy),
        interval_wh=None if interval is None else to_int(interval),
        power_w=_watts(_summed(quantities.get("power"))),
        power_limit_w=_watts(_summed(quantities.get("power_limit"))),
        voltage_v=_rounded(_averaged(quantities.get("voltage"))),
        current_a=_rounded(_greatest(quantities.get("current"))),
        soc_percent=_rounded(_greatest(quantities.get("soc"))),
        temperature_c=_rounded(_greatest(quantities.get("temperature"))),
        **_by_place(quantities),
        **{name: _rounded(_greatest(quantities.get(field))) for name, field in _PLAIN.items()},
    )


_PLAIN = {
    "module_temperature_c": "module_temperature",
    "requested_voltage_v": "requested_voltage",
    "requested_current_a": "requested_current",
    "insulation_resistance_ohm": "insulation_resistance",
    "insulation_errors": "insulation_errors",
    "plus_voltage_v": "plus_voltage",
    "minus_voltage_v": "minus_voltage",
}
_VEHICLE = _PLACES["ev"]


def _by_place(quantities: dict[str, _Quantity]) -> dict[str, float | None]:
    """At the vehicle it is its battery's temperature (SES-152), at any other place the connector's (SES-154)."""
    told = quantities.get("temperature")
    value, is_vehicle = _rounded(_greatest(told)), told is not None and told.place == _VEHICLE
    own = _rounded(_greatest(quantities.get("connector_temperature")))
    return {
        "battery_temperature_c": value if is_vehicle else None,
        "connector_temperature_c": own if own is not None else (None if is_vehicle else value),
    }


def _lines(quantity: _Quantity) -> Sequence[Decimal]:
    return [value for phase, value in (quantity.phases or {}).items() if phase in {"L1", "L2", "L3"}]


def _summed(quantity: _Quantity | None) -> Decimal | None:
    """The total as told, else the sum of the phases."""
    if quantity is None or quantity.total is not None:
        return quantity.total if quantity else None
    lines = _lines(quantity)
    return sum(lines, Decimal(0)) if lines else None


def _averaged(quantity: _Quantity | None) -> Decimal | None:
    """The mean of the phases to neutral; else the total; else the first line voltage."""
    if quantity is None:
        return None
    if lines := _lines(quantity):
        return sum(lines, Decimal(0)) / len(lines)
    return quantity.total if quantity.total is not None else next(iter((quantity.phases or {}).values()), None)


def _greatest(quantity: _Quantity | None) -> Decimal | None:
    """The most loaded phase: a total of currents is wrong on some meters (quirk M5)."""
    if quantity is None:
        return None
    return max(_lines(quantity), default=quantity.total)


def _watts(power: Decimal | None) -> int | None:
    """Nothing at a socket has a gigawatt: such a value is a mistake of the meter."""
    return None if power is None or abs(power) > _GIGAWATT else to_int(power)


def _rounded(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 2))
