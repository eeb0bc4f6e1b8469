"""When a tariff acts (TAR-045..053): within its validity, and by day or week within its times of day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Times of day at the station, and the weekdays (1 = Monday); a start not before the end reaches over midnight."""

    start: time
    end: time
    weekdays: frozenset[int]

    def stretches(self, start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of the window that may touch [start, end), in UTC."""
        day = start.astimezone(zone).date() - DAY  # the window of the evening before may reach into the session
        while day <= end.astimezone(zone).date():
            if day.isoweekday() in self.weekdays:
                yield self._on(day, zone)
            day += DAY

    def _on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        last_day = day if self.start < self.end else day + DAY
        begin = datetime.combine(day, self.start, zone).astimezone(UTC)
        return begin, datetime.combine(last_day, self.end, zone).astimezone(UTC)


@dataclass(frozen=True)
class Acting:
    """Validity (a missing border means none) and window of a tariff."""

    valid_from: datetime | None
    valid_to: datetime | None
    window: Window | None

    def acts_at(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether the tariff acts at that instant."""
        is_valid = (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at < self.valid_to)
        if self.window is None or not is_valid:
            return is_valid
        return any(begin <= at < finish for begin, finish in self.window.stretches(at, at, zone))

    def borders(self, start: datetime, end: datetime, zone: ZoneInfo) -> set[datetime]:
        """The instants within the session at which the tariff begins or ceases to act."""
        borders = {at for at in (self.valid_from, self.valid_to) if at is not None}
        if self.window is not None:
            borders |= {at for stretch in self.window.stretches(start, end, zone) for at in stretch}
        return {at for at in borders if start < at < end}
