"""Wrong clocks and wrong units: what is measured rightly is told wrongly."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from simulator.faults.frames import Frame, change_times, samples

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FUTURE = timedelta(days=3650)
REGISTER = "Energy.Active.Import.Register"


def spoil(frame: Frame, clock: str, units: str) -> None:
    """Rewrite times and registers of a CALL in place."""
    if clock:
        change_times(frame, lambda text: wrong_time(text, clock))
    if units:
        for sample in samples(frame):
            if sample.get("measurand") == REGISTER:
                UNITS[units](sample)


def check(name: str, value: str) -> None:
    """Whether a `clock` or `units` can be carried out.

    Raises:
        ValueError: it cannot.

    """
    if name == "units" and value not in UNITS:
        message = f"units: {value} is none of {', '.join(UNITS)}"
        raise ValueError(message)
    if name == "clock" and value not in {"1970", "future"}:
        float(value)


def wrong_time(text: str, clock: str) -> str:
    """The same moment on a wrong clock."""
    at = datetime.fromisoformat(text)
    if clock == "1970":
        wrong = EPOCH + timedelta(seconds=at.timestamp() % 86400)
    elif clock == "future":
        wrong = at + FUTURE
    else:
        wrong = at + timedelta(seconds=float(clock))
    return wrong.strftime("%Y-%m-%dT%H:%M:%SZ")


def kilowatt_hours(sample: dict[str, Any], mark: str, unit: str) -> None:
    """The register divided by 1000, with that decimal mark, under that unit."""
    is_text = isinstance(sample["value"], str)
    value = float(sample["value"]) / 1000
    sample["value"] = f"{value:.3f}".replace(".", mark) if is_text or mark != "." else value
    if "unitOfMeasure" in sample:
        sample["unitOfMeasure"]["unit"] = unit
    else:
        sample["unit"] = unit


UNITS: dict[str, Callable[[dict[str, Any]], None]] = {
    "kwh": lambda sample: kilowatt_hours(sample, ".", "kWh"),
    "kwh_as_wh": lambda sample: kilowatt_hours(sample, ".", "Wh"),
    "comma": lambda sample: kilowatt_hours(sample, ",", "kWh"),
}
