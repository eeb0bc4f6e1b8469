"""Rows of the 15-second history (SES-143..159) as samples: OCPP's words, and ours where OCPP has none."""

import math
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from csms_gateway.native.generated.messages import Row
from csms_gateway.ocppj.timestamps import read_time

_PORTION: Final = 500


class _Word(NamedTuple):
    measurand: str
    unit: str
    location: str | None = "Outlet"


WORDS: Final = {
    "register_wh": _Word("Energy.Active.Import.Register", "Wh"),
    "power_w": _Word("Power.Active.Import", "W"),
    "voltage_v": _Word("Voltage", "V"),
    "current_a": _Word("Current.Import", "A"),
    "requested_voltage_v": _Word("Voltage.Requested", "V", "EV"),
    "requested_current_a": _Word("Current.Requested", "A", "EV"),
    "power_limit_w": _Word("Power.Offered", "W"),
    "soc_percent": _Word("SoC", "Percent", "EV"),
    "insulation_resistance_ohm": _Word("Insulation.Resistance", "Ohm"),
    "insulation_errors": _Word("Insulation.Errors", ""),
    "plus_voltage_v": _Word("Voltage.Plus", "V"),
    "minus_voltage_v": _Word("Voltage.Minus", "V"),
    "battery_temperature_c": _Word("Temperature", "Celsius", "EV"),
    "module_temperature_c": _Word("Temperature.Modules", "Celsius", "Body"),
    "connector_temperature_c": _Word("Temperature.Connector", "Celsius", "Cable"),
}
"""Measurand of each column. The last two are words of ours: one moment has one temperature for OCPP."""


def samples(rows: list[Row], now: datetime, deviations: list[str]) -> list[dict[str, Any]]:
    """Every told value of every row, with the row's time."""
    return [sample for row in rows for sample in _of_row(row, now, deviations)]


def portions(told: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Lists small enough for one Kafka record each; at least one, which may be empty."""
    return [told[start : start + _PORTION] for start in range(0, max(len(told), 1), _PORTION)]


def _of_row(row: Row, now: datetime, deviations: list[str]) -> Iterator[dict[str, Any]]:
    time = read_time(row.at, now)
    deviations.extend(deviation for deviation in time.deviations if deviation not in deviations)
    for column, word in WORDS.items():
        value = getattr(row, column)
        if value is not None and math.isfinite(value):
            yield {
                "at": time.at,
                "measurand": word.measurand,
                "phase": None,
                "location": word.location,
                "context": "Sample.Periodic",
                "unit": word.unit or None,
                "value": _text(value),
            }


def _text(value: float) -> str:
    """The shortest decimal text, never with an exponent."""
    return str(value) if isinstance(value, int) else f"{value:.6f}".rstrip("0").rstrip(".")
