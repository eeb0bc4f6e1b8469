"""A reader takes what comes at once while little comes, and gathers when much does."""

from common.pacing import Pacing


class Now:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def paced(now: Now) -> Pacing:
    return Pacing(per_second=10, burst=3, now=now)


def test_a_burst_waits_for_nothing() -> None:
    pacing = paced(Now())
    for _ in range(3):
        assert pacing.seconds == 0
        pacing.note(is_full=False)
    assert round(pacing.seconds, 3) == 0.1


def test_in_the_long_run_there_are_so_many_a_second() -> None:
    now = Now()
    pacing, began = paced(now), now.seconds
    for _ in range(103):
        now.seconds += pacing.seconds
        pacing.note(is_full=False)
    assert 9.9 < now.seconds - began < 10.1


def test_quiet_gives_the_burst_back_and_no_more() -> None:
    now = Now()
    pacing = paced(now)
    for _ in range(5):
        pacing.note(is_full=False)
    now.seconds += 3600
    for _ in range(3):
        assert pacing.seconds == 0
        pacing.note(is_full=False)
    assert pacing.seconds > 0


def test_who_is_behind_does_not_wait() -> None:
    pacing = paced(Now())
    for _ in range(20):
        pacing.note(is_full=True)
        assert pacing.seconds == 0
