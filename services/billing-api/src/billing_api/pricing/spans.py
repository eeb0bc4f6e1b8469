"""Half-open stretches of time."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """[start, end), aware UTC; `end` is never before `start`."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        return self.end - self.start

    def holds(self, at: datetime) -> bool:
        return self.start <= at < self.end

    def overlap(self, other: "Span") -> "Span":
        """The common part; of no duration when there is none."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))
