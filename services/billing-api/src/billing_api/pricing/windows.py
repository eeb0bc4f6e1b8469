"""When a tariff acts: validity, and daily or weekly windows in the zone of the station (TAR-045..048, TAR-053)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from billing_api.pricing.spans import Span
from billing_api.pricing.tariff import Periodicity, TariffVersion

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_EVERY_DAY = frozenset(range(1, 8))


def acting(tariff: TariffVersion, span: Span, zone: ZoneInfo) -> list[Span]:
    """The stretches of `span` in which the tariff acts, in order."""
    valid = Span(max(span.start, tariff.valid_from), max(span.start, tariff.valid_from, _end(tariff, span)))
    if tariff.periodicity is Periodicity.permanent:
        return [valid] if valid.duration else []
    parts = (window.overlap(valid) for window in _windows(tariff, valid, zone))
    return [part for part in parts if part.duration]


def _end(tariff: TariffVersion, span: Span) -> datetime:
    return span.end if tariff.valid_to is None else min(span.end, tariff.valid_to)


def _windows(tariff: TariffVersion, span: Span, zone: ZoneInfo) -> Iterator[Span]:
    weekdays = frozenset(tariff.weekdays) if tariff.periodicity is Periodicity.weekly else _EVERY_DAY
    # the window of the day before may reach over midnight
    day, last = span.start.astimezone(zone).date() - _DAY, span.end.astimezone(zone).date()
    while day <= last:
        if day.isoweekday() in weekdays:
            yield _window(tariff, day, zone)
        day += _DAY


def _window(tariff: TariffVersion, day: date, zone: ZoneInfo) -> Span:
    assert tariff.window_start is not None
    assert tariff.window_end is not None
    # a start at or after the end reaches over midnight; equal times are a whole day
    end_day = day if tariff.window_start < tariff.window_end else day + _DAY
    start = reached(day, tariff.window_start, zone)
    return Span(start, max(start, reached(end_day, tariff.window_end, zone)))


def reached(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks of the zone show this time, or have jumped over it (ADR 0007)."""
    wall = datetime.combine(day, clock, zone)
    at = wall.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at  # of a time that comes twice Python's fold 0 is the first
    return _jump(wall.replace(fold=1).astimezone(UTC), at, zone)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between the two at which the clocks were put forward."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
