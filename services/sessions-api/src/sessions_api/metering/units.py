"""Units of OCPP and their misspellings (quirk M3), as factors to Wh, varh, W, var, V, A, Hz, percent and °C."""

from collections.abc import Callable
from decimal import Decimal

Scale = Callable[[Decimal], Decimal]
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
    "var": Decimal(1),
    "kvar": Decimal(1000),
    "varh": Decimal(1),
    "kvarh": Decimal(1000),
    "vah": Decimal(1),
    "kvah": Decimal(1000),
    "hertz": Decimal(1),
    "khz": Decimal(1000),
    "a": Decimal(1),
    "amp": Decimal(1),
    "ma": Decimal("0.001"),
    "v": Decimal(1),
    "kv": Decimal(1000),
    "mv": Decimal("0.001"),
}
_SCALES: dict[str, Scale] = {
    "k": lambda kelvin: kelvin - Decimal("273.15"),
    "kelvin": lambda kelvin: kelvin - Decimal("273.15"),
    "fahrenheit": lambda degrees: (degrees - 32) * 5 / 9,
}


def scale_of(unit: str) -> Scale | None:
    """From a unit to ours; None when nothing is to be done: it is ours, or missing, or unknown and taken as ours."""
    name = unit.strip().lower()
    factor = _FACTORS.get(name, Decimal(1))
    if name in _SCALES:
        return _SCALES[name]
    return None if factor == 1 else factor.__mul__
