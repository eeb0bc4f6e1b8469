"""When a failed delivery is tried again."""

import random
from collections.abc import Callable
from datetime import timedelta

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
)
"""After the first failure, the second, …; the last one repeats until the time of the delivery is over."""
JITTER = 0.2
Dice = Callable[[], float]


def pause_after(attempt: int, dice: Dice = random.random) -> timedelta:
    """The pause after the given attempt, up to a fifth more or less: receivers that fell together do not meet again."""
    pause = PAUSES[min(attempt, len(PAUSES)) - 1]
    return pause * (1 + JITTER * (2 * dice() - 1))
