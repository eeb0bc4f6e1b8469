"""Units of OCPP and their misspellings (quirk M3), as factors to Wh, W, V, A, percent and °C."""

from collections.abc import Callable
from decimal import Decimal

_FACTORS = {
    "wh": Decimal(1),
    "kwh": Decimal(1000),
    "mwh": Decimal(1_000_000),
    "w": Decimal(1),
    "watt": Decimal(1),
    "kw": Decimal(1000),
    "mw": Decimal(1_000_000),
    "va": Decimal(1),
    "kva": Decimal(1000),
    "a": Decimal(1),
    "amp": Decimal(1),
    "ma": Decimal("0.001"),
    "v": Decimal(1),
    "kv": Decimal(1000),
    "mv": Decimal("0.001"),
}
_SCALES: dict[str, Callable[[Decimal], Decimal]] = {
    "k": lambda kelvin: kelvin - Decimal("273.15"),
    "kelvin": lambda kelvin: kelvin - Decimal("273.15"),
    "fahrenheit": lambda degrees: (degrees - 32) * 5 / 9,
}


def to_canonical(value: Decimal, unit: str | None) -> Decimal:
    """The value in our unit; a missing or unknown unit is taken as ours already."""
    name = (unit or "").strip().lower()
    if name in _SCALES:
        return _SCALES[name](value)
    return value * _FACTORS.get(name, Decimal(1))
