"""How this station writes instants."""

from datetime import datetime


def moment(at: datetime) -> str:
    """An aware UTC time to the millisecond."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
