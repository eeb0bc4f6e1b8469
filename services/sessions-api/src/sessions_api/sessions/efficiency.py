"""Charging efficiency «КПД» (SES-065..072): percent of the battery per minute, counted from the session's start."""

from datetime import timedelta


def efficiency(soc_start: float | None, soc_now: float | None, elapsed: timedelta) -> float | None:
    """None without a state of charge (SES-071) or before any time has passed."""
    if soc_start is None or soc_now is None or elapsed <= timedelta():
        return None
    return round((soc_now - soc_start) / (elapsed.total_seconds() / 60), 4)
