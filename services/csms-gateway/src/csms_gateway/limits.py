"""What a station allows one transaction, as it tells it (native protocol, OCPP 2.1): SES-109..111."""

from math import isfinite
from typing import Any, Final

_MOST: Final = 2**31 - 1


def limits(*, energy_wh: Any = None, seconds: Any = None, power_w: Any = None) -> dict[str, Any]:
    """The field `limits` of a fact; controllers write 0 for «none». Nothing when nothing is limited."""
    told = {"energy_wh": _whole(energy_wh), "seconds": _whole(seconds), "power_w": _whole(power_w)}
    return {"limits": told} if any(told.values()) else {}


def _whole(value: Any) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return int(value) if is_number and 1 <= value <= _MOST else None
