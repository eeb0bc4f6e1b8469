"""Rows that no meter could have made, a few of each kind, so that a comparison shows how it counts them."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from simulator.history.generate import GeneratedSession

SPOILED_OF_EACH_KIND = 2
ENERGY_IN_NO_TIME_WH = 5_000


def spoiled_rows(random: Random, sessions: list[GeneratedSession]) -> list[GeneratedSession]:
    """New rows beside the good ones: no end, no energy, negative, end before start, zero duration, same start, overlap.

    The first five begin after the last good session, so that they disturb none.
    """
    last = max(session.ended_at or session.started_at for session in sessions)
    rows: list[GeneratedSession] = []
    for number in range(SPOILED_OF_EACH_KIND):
        model = random.choice(sessions)
        start = last + timedelta(hours=number + 1)
        later = replace(model, started_at=start, ended_at=start + timedelta(minutes=20))
        rows += [
            replace(later, ended_at=None, energy_wh=None),
            replace(later, energy_wh=None),
            replace(later, energy_wh=-random.randrange(1, 60_000)),
            replace(later, ended_at=start - timedelta(minutes=5)),
            replace(later, ended_at=start, energy_wh=ENERGY_IN_NO_TIME_WH),
            *colliding_rows(random, sessions),
        ]
    return rows


def colliding_rows(random: Random, sessions: list[GeneratedSession]) -> list[GeneratedSession]:
    """One row with the start of a good session, one that begins in its middle."""
    longest = [session for session in sessions if length(session) > timedelta(minutes=10)]
    model = random.choice(longest)
    middle = model.started_at + timedelta(seconds=length(model).total_seconds() // 2)
    return [model, replace(model, started_at=middle, ended_at=middle + timedelta(minutes=1))]


def length(session: GeneratedSession) -> timedelta:
    """How long the session lasted; nothing for one without an end."""
    return (session.ended_at or session.started_at) - session.started_at
