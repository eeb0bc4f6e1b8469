"""Times of stations: read in any shape (quirk M9), written in the only one that every station takes (M10)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, NamedTuple

_ISO = re.compile(
    r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*"
    r"(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$"
)
_EPOCH_SECONDS = re.compile(r"^\d{9,10}$")
_EPOCH_MILLISECONDS = re.compile(r"^\d{12,13}$")
_EARLIEST_YEAR = 2010
_AHEAD = timedelta(days=1)


class DeviceTime(NamedTuple):
    """A station's time. `at` is aware UTC or None; `deviations` are the quirk ids met; `raw` is the text as sent."""

    at: datetime | None
    raw: str
    deviations: tuple[str, ...] = ()


def format_time(at: datetime) -> str:
    """YYYY-MM-DDTHH:MM:SSZ, what we put into answers and events; `at` is UTC."""
    return at.isoformat()[:19] + "Z"


def read_time(value: Any, now: datetime) -> DeviceTime:
    """Read a station's timestamp.

    A time that no clock of a working station shows (before 2010, more than a day ahead) counts as unreadable:
    `at` is None and the deviation says T11, so that nobody orders or prices by it.
    """
    raw = "" if value is None else str(value).strip()
    if not raw:
        return DeviceTime(None, raw)
    at, has_zone = _parse(raw)
    if at is None:
        return DeviceTime(None, raw, ("M9",))
    if at.year < _EARLIEST_YEAR or at > now + _AHEAD:
        return DeviceTime(None, raw, ("T11",))
    return DeviceTime(at, raw, () if has_zone else ("M9",))


def _parse(raw: str) -> tuple[datetime | None, bool]:
    try:
        # The common case, one call in C.
        at = datetime.fromisoformat(raw)
        return (at.astimezone(UTC), True) if at.tzinfo else (at.replace(tzinfo=UTC), False)
    except (ValueError, OverflowError):
        return _parse_leniently(raw)


def _parse_leniently(raw: str) -> tuple[datetime | None, bool]:
    if _EPOCH_SECONDS.match(raw):
        return datetime.fromtimestamp(int(raw), UTC), False
    if _EPOCH_MILLISECONDS.match(raw):
        return datetime.fromtimestamp(int(raw) / 1000, UTC), False
    match = _ISO.match(raw)
    if match is None:
        return None, False
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    micro = int((fraction or "0").ljust(6, "0")[:6])
    # A leap second becomes the last ordinary one.
    seconds = min(int(second or 0), 59)
    try:
        at = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), seconds, micro, tzinfo=_zone(zone)
        )
        return at.astimezone(UTC), zone is not None
    except (ValueError, OverflowError):
        return None, False


def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[3:].replace(":", "") or 0)
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
