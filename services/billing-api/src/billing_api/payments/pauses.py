"""When an unanswered call is made again."""

from datetime import timedelta

_LONGEST_PAUSE = timedelta(minutes=5)


def pause_after(attempt: int) -> timedelta:
    """1 s, 2 s, 4 s, … five minutes at most."""
    return min(timedelta(seconds=2 ** min(attempt - 1, 16)), _LONGEST_PAUSE)
