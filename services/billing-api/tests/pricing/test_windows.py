"""The hours at which clocks change: a window starts and ends once, at the first instant that has reached its time."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from billing_api.pricing.windows import reached

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.req("TAR-053")
@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        (BERLIN, date(2026, 6, 1), time(2, 30), datetime(2026, 6, 1, 0, 30, tzinfo=UTC)),
        (BERLIN, date(2026, 3, 29), time(2, 30), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (BERLIN, date(2026, 3, 29), time(3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (BERLIN, date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4), time(2, 15), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
        (ZoneInfo("America/Sao_Paulo"), date(2018, 11, 4), time(0, 59), datetime(2018, 11, 4, 3, 0, tzinfo=UTC)),
    ],
)
def test_a_time_is_reached_once(zone: ZoneInfo, day: date, clock: time, expected: datetime) -> None:
    assert reached(day, clock, zone) == expected
