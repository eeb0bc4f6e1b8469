"""Which of two times is believed: the station's when it makes sense, else the server's (quirks T11, M9)."""

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(2010, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
LATE = timedelta(minutes=5)


def is_plausible(device_at: datetime | None, received_at: datetime) -> bool:
    return device_at is not None and EARLIEST <= device_at <= received_at + AHEAD


def plausible(device_at: datetime | None, received_at: datetime) -> datetime:
    """The station's time when it is neither before 2010 nor more than a day ahead, else the time of receipt."""
    if device_at is not None and is_plausible(device_at, received_at):
        return device_at
    return received_at


def is_late(device_at: datetime | None, received_at: datetime) -> bool:
    """Told more than five minutes after it happened: history, not the present state of the connector."""
    return plausible(device_at, received_at) < received_at - LATE
