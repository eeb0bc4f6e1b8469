"""What has to be remembered of a station to tell a bad line, a deaf charger or a wrong clock from bad luck."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

DEAF_AFTER = 3
"""Calls in a row without an answer."""
FLAPPING_ABOVE, FLAPPING_WITHIN = 5, timedelta(minutes=1)
"""More connections than so many within that time (quirk W3)."""
LARGEST_OFFSET_S = 60
_SAME_OFFSET_S = 15
_APART = timedelta(seconds=20)
"""A queue that is told late has many offsets; a wrong clock has one, also a while later."""
_STEP_S = 5


def is_news_of_clock(offset_s: float, known_s: int | None) -> bool:
    """Whether a station's clock is off, or stands otherwise than we know."""
    return abs(offset_s) > LARGEST_OFFSET_S or _has_moved(offset_s, known_s)


def _has_moved(offset_s: float, known_s: int | None) -> bool:
    """Small changes are no news: each would be a write."""
    return known_s is None or abs(offset_s - known_s) >= _STEP_S


class SignColumns:
    """Counters that survive batches and restarts."""

    unanswered_calls: Mapped[int] = mapped_column(default=0)
    recent_connects: Mapped[list[Any]] = mapped_column(JSONB, default=list)
    """Moments of the last connections, the oldest first."""
    clock_offset_s: Mapped[int | None]
    """Station's clock less the server's as last seen, in steps of five seconds."""
    clock_seen_at: Mapped[datetime | None]

    def hear_answer(self, *, is_missing: bool) -> bool:
        """Whether the station is deaf: it has left call after call unanswered (quirk W5)."""
        self.unanswered_calls = (self.unanswered_calls or 0) + 1 if is_missing else 0
        return self.unanswered_calls >= DEAF_AFTER

    def note_connect(self, at: datetime) -> bool:
        """Whether it connects again and again."""
        since = (at - FLAPPING_WITHIN).isoformat()
        kept = [moment for moment in self.recent_connects or [] if moment > since]
        self.recent_connects = [*kept, at.isoformat()][-FLAPPING_ABOVE - 1 :]
        return len(self.recent_connects) > FLAPPING_ABOVE

    def is_quiet_since(self, moment: datetime) -> bool:
        """No connection since then."""
        return not self.recent_connects or self.recent_connects[-1] < moment.isoformat()

    def see_clock(self, told: datetime, at: datetime) -> bool | None:
        """Whether its clock is off; None while one moment alone says nothing (quirk M11)."""
        offset_s, before, seen_at = (told - at).total_seconds(), self.clock_offset_s, self.clock_seen_at
        if abs(offset_s) <= LARGEST_OFFSET_S:
            self._keep_offset(offset_s, at)
            return False
        if before is None or abs(before) <= LARGEST_OFFSET_S or abs(offset_s - before) > _SAME_OFFSET_S:
            self._keep_offset(offset_s, at)
            return None
        return True if seen_at is not None and at - seen_at >= _APART else None

    def _keep_offset(self, offset_s: float, at: datetime) -> None:
        if _has_moved(offset_s, self.clock_offset_s):
            self.clock_offset_s, self.clock_seen_at = max(-(2**31), min(2**31 - 1, round(offset_s))), at
