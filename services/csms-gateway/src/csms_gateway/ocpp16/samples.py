"""MeterValue[] of OCPP 1.6 (section 7.31) as flat samples; the words stay OCPP's, sessions-api normalises them."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from csms_gateway.ocppj.leniency import to_number
from csms_gateway.ocppj.timestamps import read_time

_PORTION: Final = 500
DEFAULT_MEASURAND: Final = "Energy.Active.Import.Register"
_ABSURD: Final = 1e18
_PLAIN_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,12})?")


def samples(meter_values: list[dict[str, Any]], now: datetime, deviations: list[str]) -> list[dict[str, Any]]:
    """Every readable number, each with the time of its MeterValue. What is no number is left out (quirk M1)."""
    return [sample for meter_value in meter_values for sample in _of_one_moment(meter_value, now, deviations)]


def portions(told: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The samples in lists small enough for one Kafka record each; at least one list, which may be empty."""
    return [told[start : start + _PORTION] for start in range(0, max(len(told), 1), _PORTION)]


def _of_one_moment(meter_value: dict[str, Any], now: datetime, deviations: list[str]) -> Iterator[dict[str, Any]]:
    time = read_time(meter_value.get("timestamp"), now)
    _add(deviations, time.deviations)
    for sampled in meter_value.get("sampledValue", ()):
        value = _number(sampled.get("value"))
        if value is None:
            _add(deviations, ("M1",))
            continue
        yield {
            "at": time.at,
            "measurand": sampled.get("measurand") or DEFAULT_MEASURAND,
            "phase": sampled.get("phase"),
            "location": sampled.get("location"),
            "context": sampled.get("context"),
            "unit": sampled.get("unit"),
            "value": value,
        }


def _number(value: Any) -> str | None:
    """The value as decimal text; SignedData and other texts are no numbers."""
    if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
        return value
    number = to_number(value)
    if number is None or abs(number) >= _ABSURD:
        return None
    # The shortest text of the number, never with an exponent.
    return format(Decimal(repr(number)).normalize(), "f")


def _add(deviations: list[str], found: tuple[str, ...]) -> None:
    deviations.extend(quirk for quirk in found if quirk not in deviations)


def rename_meter_values(payload: dict[str, Any], name: str = "meterValue") -> dict[str, Any]:
    """Accept OCPP 1.5's `values`, single objects for arrays, and bare numbers for samples (quirk M2)."""
    renamed = {name if key == "values" else key: item for key, item in payload.items()}
    if name in renamed:
        renamed[name] = [_rename_moment(item) for item in _listed(renamed[name])]
    return renamed


def _rename_moment(meter_value: Any) -> Any:
    if not isinstance(meter_value, dict):
        return meter_value
    renamed = {"sampledValue" if key in ("value", "values") else key: item for key, item in meter_value.items()}
    if "sampledValue" in renamed:
        renamed["sampledValue"] = [_rename_sample(item) for item in _listed(renamed["sampledValue"])]
    return renamed


def _rename_sample(sampled: Any) -> Any:
    if isinstance(sampled, str | int | float):
        return {"value": sampled}
    if not isinstance(sampled, dict):
        return sampled
    return {"value" if key in ("values", "$value") else key: item for key, item in sampled.items()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
