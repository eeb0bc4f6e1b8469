"""When people come: weights by hour of the week."""

from datetime import date, datetime, timedelta
from random import Random

WEEKS = 4
FIRST_DAY = date(2025, 1, 13)  # a Monday; fixed, so that the same seed gives the same bytes for ever

WORKDAY = (1, 1, 1, 1, 1, 2, 5, 9, 12, 11, 8, 7, 8, 8, 7, 7, 8, 11, 13, 12, 9, 6, 4, 2)
WEEKEND = (2, 1, 1, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 12, 11, 11, 10, 9, 8, 7, 5, 4, 3)
COMMUTER = (0, 0, 0, 0, 0, 1, 6, 14, 16, 7, 2, 1, 2, 2, 1, 2, 5, 13, 15, 9, 4, 2, 1, 0)
SATURDAY = 5


def draw_arrival(random: Random, *, is_commuter: bool, first_day: date = FIRST_DAY) -> datetime:
    """A wall-clock time (to the second) within the weeks of the history, which begin with `first_day`."""
    day = first_day + timedelta(days=random.randrange(WEEKS * 7))
    hours = WEEKEND if day.weekday() >= SATURDAY else COMMUTER if is_commuter else WORKDAY
    hour = random.choices(range(24), weights=hours)[0]
    return datetime(day.year, day.month, day.day, hour, random.randrange(60), random.randrange(60))  # noqa: DTZ001 - wall clock of the site
