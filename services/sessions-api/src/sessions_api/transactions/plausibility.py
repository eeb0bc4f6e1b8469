"""Whether an energy can have flowed in a time: the strongest charger gives no more (quirks M3, T10)."""

from datetime import timedelta

STRONGEST_W = 1_500_000
SLACK_WH = 2_000
_HOUR = timedelta(hours=1)


def is_possible(energy_wh: int, duration: timedelta) -> bool:
    """False for a unit mistaken by a thousand, or a register that jumped to the meter's whole life."""
    return energy_wh <= STRONGEST_W * (max(duration, timedelta()) / _HOUR) + SLACK_WH
