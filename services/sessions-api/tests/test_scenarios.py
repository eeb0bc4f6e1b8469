"""What a station tells → the sessions that come of it (docs/adr/0001-session-reconciliation.md). Minutes, Wh."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from sessions_api.reconciliation.apply import apply
from sessions_api.reconciliation.book import Book

from .factories import Message, Plug
from .test_law_three import fact

Story = Callable[[Plug], Sequence[Message]]
Outcome = tuple[float, float | None, str, int]
"""started, ended, state, energy"""


def outcome(story: Story, *, now: float = 60) -> list[Any]:
    plug = Plug()
    book = Book(plug.time(now))
    for message in story(plug):  # one batch each: what is told later must not be needed
        apply(book, [fact(message)])
    sessions = sorted(book.sessions.values(), key=lambda session: (session.started_at, session.is_late))

    def minutes(moment: Any) -> float | None:
        return None if moment is None else (moment - plug.started) / timedelta(minutes=1)

    return [(minutes(one.started_at), minutes(one.ended_at), one.state, one.energy_wh) for one in sessions]


STORIES: dict[str, tuple[Story, list[Outcome]]] = {
    "plugged in and nothing more": (lambda p: [p.status("ready", 0)], [(0, None, "ready", 0)]),
    "plugged in and out again": (
        lambda p: [p.status("ready", 0), p.status("available", 2)],
        [(0, 2, "junk", 0)],
    ),
    "prepared, authorised, finished without a start (T18)": (
        lambda p: [p.status("ready", 0), p.status("charged", 1), p.status("available", 2)],
        [(0, 2, "attention", 0)],
    ),
    "charging": (
        lambda p: [p.status("ready", 0), p.start(at=1), p.status("in_progress", 1), p.meter(at=5, wh=2000)],
        [(0, None, "active", 1000)],
    ),
    "charged, still plugged in": (
        lambda p: [p.status("ready", 0), p.start(at=1), p.stop(at=30), p.status("charged", 30)],
        [(0, None, "success", 5000)],
    ),
    "charged and gone": (
        lambda p: [
            *(p.status("ready", 0), p.start(at=1), p.stop(at=30), p.status("charged", 30)),
            p.status("available", 40),
        ],
        [(0, 40, "success", 5000)],
    ),
    "no status is ever told": (lambda p: [p.start(at=1), p.stop(at=30)], [(1, None, "success", 5000)]),
    "no status, and an emergency stop": (
        lambda p: [p.start(at=1), p.stop(at=30, reason="EmergencyStop"), p.start("t2", at=40)],
        [(1, 40, "stop", 5000), (40, None, "active", 0)],
    ),
    "nothing charged": (
        lambda p: [
            *(p.status("ready", 0), p.start(at=1), p.stop(at=2, meter=1000), p.status("charged", 2)),
            p.status("available", 3),
        ],
        [(0, 3, "attention", 0)],
    ),
    "an error ends it": (
        lambda p: [
            *(p.status("ready", 0), p.start(at=1), p.status("in_progress", 1), p.status("error", 9)),
            *(p.stop(at=9, reason="Other"), p.status("available", 12)),
        ],
        [(0, 12, "error", 5000)],
    ),
    "an error that passes is forgotten": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.status("error", 5), p.status("in_progress", 6)),
            *(p.stop(at=9), p.status("charged", 9), p.status("available", 12)),
        ],
        [(1, 12, "success", 5000)],
    ),
    "emergency stop": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.status("emergency_stopped", 9)),
            *(p.stop(at=9, reason="EmergencyStop"), p.status("available", 12)),
        ],
        [(1, 12, "stop", 5000)],
    ),
    "an emergency stop of a station that has no status for it": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.stop(at=9, reason="EmergencyStop")),
            *(p.status("charged", 9), p.status("available", 12)),
        ],
        [(1, 12, "stop", 5000)],
    ),
    "an emergency stop, told after what became of the connector": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.status("charged", 9)),
            *(p.stop(at=9, reason="EmergencyStop"), p.status("available", 12)),
        ],
        [(1, 12, "stop", 5000)],
    ),
    "an emergency stop, and the connector is out of order with it": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.stop(at=9, reason="EmergencyStop")),
            *(p.status("error", 9), p.status("available", 12)),
        ],
        [(1, 12, "stop", 5000)],
    ),
    "an emergency stop, and the vehicle is still plugged in": (
        lambda p: [
            *(p.start(at=1), p.status("in_progress", 1), p.stop(at=9, reason="EmergencyStop")),
            p.status("charged", 9),
        ],
        [(1, None, "stop", 5000)],
    ),
    "a second transaction without unplugging is a second session (SES-002)": (
        lambda p: [
            *(p.status("ready", 0), p.start(at=1), p.stop(at=10), p.status("charged", 10)),
            *(p.start("t2", at=20, meter=6000), p.stop("t2", at=30, meter=7000), p.status("available", 31)),
        ],
        [(0, 20, "success", 5000), (20, 31, "success", 1000)],
    ),
    "the stop never comes, the next start does (T6)": (
        lambda p: [p.start(at=1), p.meter(at=5, wh=2500), p.start("t2", at=20), p.stop("t2", at=30, meter=2000)],
        [(1, 20, "success", 1500), (20, None, "success", 1000)],
    ),
    "the missing stop comes after the next start and corrects it": (
        lambda p: [p.start(at=1), p.start("t2", at=20), p.stop(at=12, received=21), p.stop("t2", at=30, meter=2000)],
        [(1, 20, "success", 5000), (20, None, "success", 1000)],
    ),
    "the stop is told after the connector is free": (
        lambda p: [p.status("ready", 0), p.start(at=1), p.status("available", 31), p.stop(at=30, received=32)],
        [(0, 31, "success", 5000)],
    ),
    "free, then plugged in anew, and only then the stop": (
        lambda p: [
            *(p.status("ready", 0), p.start(at=1), p.status("available", 31), p.status("ready", 33)),
            p.stop(at=30, received=34),
        ],
        [(0, 31, "success", 5000), (33, None, "ready", 0)],
    ),
    "the stop comes before the start": (
        lambda p: [p.stop(at=30), p.start(at=1, received=31)],
        [(1, 30, "success", 5000)],
    ),
    "the start comes after the vehicle is gone": (
        lambda p: [
            *(p.status("ready", 0), p.status("in_progress", 1), p.status("charged", 30), p.status("available", 31)),
            *(p.start(at=1, received=32), p.stop(at=30, received=32)),
        ],
        [(0, 31, "success", 5000)],
    ),
    "yesterday's queue while another vehicle is plugged in": (
        lambda p: [
            *(p.status("ready", 50), p.start(at=-600, received=51)),
            *(p.stop(at=-560, received=51), p.start("t2", at=52)),
        ],
        [(-600, -560, "success", 5000), (50, None, "active", 0)],
    ),
    "back in contact while it charges: the late start explains what is seen": (
        lambda p: [
            *(p.status("in_progress", 50), p.start(at=20, received=51), p.meter(at=52, wh=4000)),
            *(p.stop(at=55), p.status("charged", 55), p.status("available", 58)),
        ],
        [(20, 58, "success", 5000)],
    ),
    "back in contact, and the queue holds an earlier transaction first": (
        lambda p: [
            *(p.status("in_progress", 50), p.start(at=20, received=51), p.meter(at=22, wh=2000, received=51)),
            *(p.stop(at=30, received=51), p.start("t2", at=40, meter=6000, received=51)),
            *(p.stop("t2", at=56, meter=9000), p.status("available", 57)),
        ],
        [(20, 30, "success", 5000), (40, 57, "success", 3000)],
    ),
    "back in contact, the earlier transaction has lost its stop": (
        lambda p: [
            *(p.status("in_progress", 50), p.start(at=20, received=51), p.start("t2", at=40, received=51)),
            *(p.stop("t2", at=56, meter=4000), p.status("available", 57)),
        ],
        [(20, 40, "attention", 0), (40, 57, "success", 3000)],
    ),
    "statuses of a night without contact open nothing, its transaction does": (
        lambda p: [
            *(p.status("ready", -90, received=50), p.start(at=-89, received=50)),
            *(p.status("in_progress", -89, received=50), p.stop(at=-60, received=50)),
            *(p.status("charged", -60, received=50), p.status("available", -55, received=50)),
        ],
        [(-89, -60, "success", 5000)],
    ),
    "an older status changes nothing (B13)": (
        lambda p: [p.status("ready", 10), p.start(at=11), p.status("available", 9, received=12)],
        [(10, None, "active", 0)],
    ),
    "a clock that runs three hours ahead": (
        lambda p: [
            *(p.status("ready", 180, received=0), p.start(at=181, received=1), p.stop(at=210, received=30)),
            p.status("available", 211, received=31),
        ],
        [(180, 211, "success", 5000)],
    ),
    "meter values without a number belong to the connector's session (M8)": (
        lambda p: [p.start(at=1), p.meter(None, at=5, wh=1700)],
        [(1, None, "active", 700)],
    ),
    "meter values after the stop change no energy (T7)": (
        lambda p: [p.start(at=1), p.stop(at=30), p.status("available", 31), p.meter(at=32, wh=99_000)],
        [(1, 31, "success", 5000)],
    ),
    "a stop that lost its number goes to what is running there (T3)": (
        lambda p: [p.start(at=1), p.stop(at=30, transaction_number="-1", connector_number=1)],
        [(1, None, "success", 5000)],
    ),
    "a register that went back gives no energy (T10)": (
        lambda p: [p.start(at=1, meter=5000), p.stop(at=30, meter=10), p.status("available", 31)],
        [(1, 31, "attention", 0)],
    ),
    "a stop before its start ends where it began (T11)": (
        lambda p: [p.start(at=10), p.stop(at=5, received=30), p.status("available", 31)],
        [(10, 31, "success", 5000)],
    ),
    "waiting for the vehicle after a remote start": (
        lambda p: [p.status("waiting_connection", 0)],
        [(0, None, "ready", 0)],
    ),
}


@pytest.mark.req("SES-001", "SES-003", "ENU-516", "ENU-519", "ENU-520", "ENU-522")
@pytest.mark.parametrize("name", STORIES)
def test_story(name: str) -> None:
    story, expected = STORIES[name]
    assert outcome(story) == expected


@pytest.mark.parametrize("name", STORIES)
def test_every_story_told_twice_in_one_batch_is_the_same(name: str) -> None:
    story, expected = STORIES[name]
    plug = Plug()
    messages = [fact(message) for message in story(plug)]
    book = Book(plug.time(60))
    apply(book, messages)
    apply(book, [one for one in messages if type(one).__name__ != "StatusChanged"])
    assert sorted(session.energy_wh for session in book.sessions.values()) == sorted(row[3] for row in expected)
