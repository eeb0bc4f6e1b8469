"""MeterValueType[] of OCPP 2.x (part 2, section 2.29) as flat samples; multipliers are worked in, units are kept."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from csms_gateway.ocppj.samples import DEFAULT_MEASURAND, note, number_text, plain
from csms_gateway.ocppj.timestamps import read_time

_MULTIPLIER_LIMIT: Final = 12
_WH: Final = {None: 1, "Wh": 1, "kWh": 1000, "MWh": 1_000_000}
_REGISTER_LIMIT: Final = 1 << 53


def samples(meter_values: list[dict[str, Any]], now: datetime, deviations: list[str]) -> list[dict[str, Any]]:
    """Every readable number, each with the time of its MeterValue. What is no number is left out (quirk M1)."""
    return [sample for meter_value in meter_values for sample in _of_one_moment(meter_value, now, deviations)]


def _of_one_moment(meter_value: dict[str, Any], now: datetime, deviations: list[str]) -> Iterator[dict[str, Any]]:
    time = read_time(meter_value.get("timestamp"), now)
    note(deviations, time.deviations)
    for sampled in meter_value.get("sampledValue", ()):
        unit = sampled.get("unitOfMeasure") or {}
        value = _value(sampled.get("value"), unit.get("multiplier", 0))
        if value is None:
            note(deviations, ("M1",))
            continue
        yield {
            "at": time.at,
            "measurand": sampled.get("measurand") or DEFAULT_MEASURAND,
            "phase": sampled.get("phase"),
            "location": sampled.get("location"),
            "context": sampled.get("context"),
            "unit": unit.get("unit"),
            "value": value,
        }


def _value(value: Any, multiplier: int) -> str | None:
    text = number_text(value)
    if text is None or not multiplier or abs(multiplier) > _MULTIPLIER_LIMIT:
        return text
    return plain(Decimal(text).scaleb(multiplier))


def register_wh(told: list[dict[str, Any]], context: str) -> int | None:
    """The import register of a context in Wh, None when none was told or no meter can show it."""
    for sample in told:
        is_register = sample["measurand"] == DEFAULT_MEASURAND and sample["phase"] is None
        if is_register and sample["context"] == context and sample["unit"] in _WH:
            value = Decimal(sample["value"]) * _WH[sample["unit"]]
            return round(value) if abs(value) < _REGISTER_LIMIT else None
    return None
