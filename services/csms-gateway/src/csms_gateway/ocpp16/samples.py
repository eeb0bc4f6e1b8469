"""MeterValue[] of OCPP 1.6 (section 7.31) as flat samples; the words stay OCPP's, sessions-api normalises them."""

from datetime import datetime
from typing import Any, Final

from csms_gateway.ocppj.samples import DEFAULT_MEASURAND, note, number_text
from csms_gateway.ocppj.timestamps import read_time

SIGNED: Final = "SignedData"


def samples(meter_values: list[dict[str, Any]], now: datetime, deviations: list[str]) -> list[dict[str, Any]]:
    """Every readable number, each with the time of its MeterValue.

    What is no number is left out (quirk M1), and so is what is signed: its text stands in the protocol log.
    """
    told: list[dict[str, Any]] = []
    for meter_value in meter_values:
        time = read_time(meter_value.get("timestamp"), now)
        note(deviations, time.deviations)
        for sampled in meter_value.get("sampledValue", ()):
            # The hottest lines of the gateway: twenty samples in a message are common.
            get = sampled.get
            if get("format") == SIGNED:
                continue
            value = number_text(get("value"))
            if value is None:
                note(deviations, ("M1",))
                continue
            told.append(
                {
                    "at": time.at,
                    "measurand": get("measurand") or DEFAULT_MEASURAND,
                    "phase": get("phase"),
                    "location": get("location"),
                    "context": get("context"),
                    "unit": get("unit"),
                    "value": value,
                }
            )
    return told


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
        told = [item for item in _listed(renamed["sampledValue"]) if not _is_signed(item)]
        renamed["sampledValue"] = [_rename_sample(item) for item in told]
    return renamed


def _is_signed(sampled: Any) -> bool:
    """Also in a message of 2.x, which has no such field: there it would be lost, and the text taken for a register."""
    return isinstance(sampled, dict) and str(sampled.get("format")).strip().lower() == SIGNED.lower()


def _rename_sample(sampled: Any) -> Any:
    if isinstance(sampled, str | int | float):
        return {"value": sampled}
    if not isinstance(sampled, dict):
        return sampled
    return {"value" if key in ("values", "$value") else key: item for key, item in sampled.items()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
