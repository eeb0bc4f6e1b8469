"""A lone message goes at once; in a crowd it waits for company."""

import pytest
from csms_gateway.publishing.linger import Linger


def after(rate: int, seconds: float = 5.0, every: float = 0.01) -> float:
    """The wait once so many a second have come for a while."""
    linger, now = Linger(0.003, 0.012), 100.0
    while now < 100 + seconds:
        now += every
        linger.note(round(rate * every), now)
    return round(linger.seconds, 4)


@pytest.mark.parametrize(
    ("rate", "seconds"), [(0, 0.003), (100, 0.003), (500, 0.012), (3_000, 0.012), (8_000, 0.009), (50_000, 0.003)]
)
def test_the_wait_follows_the_rate(rate: int, seconds: float) -> None:
    assert after(rate) == pytest.approx(seconds, rel=0.02)


def test_a_crowd_that_left_is_forgotten() -> None:
    linger = Linger(0.003, 0.012)
    for step in range(200):
        linger.note(30, 100 + step / 100)
    assert linger.seconds == 0.012
    linger.note(1, 110)
    assert linger.seconds == 0.003


def test_a_wait_that_is_long_anyway_grows_no_shorter() -> None:
    linger = Linger(0.05, 0.012)
    linger.note(1_000, 100.0)
    assert linger.seconds == 0.05
