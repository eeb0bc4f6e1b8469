"""Physical sessions, what a station tells of them, and everything a network does to what it tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from .factories import Message, Plug

STATION = UUID("01890000-0000-7000-8000-000000000001")


@dataclass(frozen=True)
class Physical:
    """Minutes on the station's clock."""

    name: str
    plugged: int
    started: int
    stopped: int
    unplugged: int
    meter_start: int
    energy_wh: int
    has_meter_values: bool


@st.composite
def lives(draw: st.DrawFn, connector: int) -> list[Physical]:
    """One to three sessions of a connector, one after the other."""
    minute, register, found = draw(st.integers(0, 20)), draw(st.integers(0, 10**6)), []
    for place in range(draw(st.integers(1, 3))):
        gaps = draw(st.tuples(*(st.integers(1, 9) for _ in range(4))))
        plugged = minute + gaps[0]
        started, stopped = plugged + gaps[1], plugged + gaps[1] + 5 * gaps[2]
        energy = draw(st.integers(1, 80_000))
        name = f"c{connector}s{place}"
        found.append(
            Physical(name, plugged, started, stopped, stopped + gaps[3], register, energy, draw(st.booleans()))
        )
        minute, register = stopped + gaps[3], register + energy
    return found


def told(plug: Plug, life: Physical, *, has_statuses: bool) -> list[Message]:
    """What a healthy station sends, in order."""
    meters = [
        plug.meter(life.name, at, wh=life.meter_start + life.energy_wh * part // 4)
        for part, at in enumerate(_quarters(life), start=1)
        if life.has_meter_values
    ]
    transaction = [
        plug.start(life.name, life.started, meter=life.meter_start),
        *meters,
        plug.stop(life.name, life.stopped, meter=life.meter_start + life.energy_wh),
    ]
    if not has_statuses:
        return transaction
    return [
        plug.status("ready", life.plugged),
        transaction[0],
        plug.status("in_progress", life.started),
        *transaction[1:],
        plug.status("charged", life.stopped),
        plug.status("available", life.unplugged),
    ]


def _quarters(life: Physical) -> Sequence[float]:
    return [life.started + (life.stopped - life.started) * part / 4 for part in (1, 2, 3)]


@dataclass(frozen=True)
class World:
    """`messages` in the order of their receipt; each inner list of `batches` is one transaction of the consumer."""

    lives: dict[int, list[Physical]]
    batches: list[list[Message]]

    @property
    def all_lives(self) -> list[Physical]:
        return [life for lives in self.lives.values() for life in lives]


@st.composite
def worlds(draw: st.DrawFn, station: UUID = STATION, *, has_statuses: bool | None = None) -> World:
    """Connectors interleave; transaction messages are dropped and sent again later; anything is sent twice.

    `has_statuses`: whether the station tells its connectors' statuses too; None: either.
    """
    known = {connector: draw(lives(connector)) for connector in range(1, draw(st.integers(1, 3)) + 1)}
    has_statuses = draw(st.booleans()) if has_statuses is None else has_statuses
    queues = [
        [message for life in found for message in told(Plug(station, connector), life, has_statuses=has_statuses)]
        for connector, found in known.items()
    ]
    messages = _interleaved(draw, queues)
    messages = _delayed(draw, messages)
    messages = _repeated(draw, messages)
    return World(known, _batched(draw, _received(messages)))


def _interleaved(draw: st.DrawFn, queues: list[list[Message]]) -> list[Message]:
    owners = [index for index, queue in enumerate(queues) for _ in queue]
    iterators = [iter(queue) for queue in queues]
    return [next(iterators[owner]) for owner in draw(st.permutations(owners))]


def _delayed(draw: st.DrawFn, messages: list[Message]) -> list[Message]:
    """A transaction's message gets lost; the station sends it again, after up to ten others."""
    kept, result = list(messages), list[Message]()
    waiting: list[tuple[int, Message]] = []
    for place, message in enumerate(kept):
        result += [late for due, late in waiting if due == place]
        if message.type.startswith("transaction.") and draw(st.integers(0, 5)) == 0:
            waiting.append((place + draw(st.integers(1, 10)), message))
        else:
            result.append(message)
    return result + [late for due, late in waiting if due >= len(kept)]


def _repeated(draw: st.DrawFn, messages: list[Message]) -> list[Message]:
    result = list[Message]()
    for message in messages:
        result.append(message)
        if draw(st.integers(0, 4)) == 0:
            result.append(draw(st.sampled_from(result)))
    return result


def _received(messages: list[Message]) -> list[Message]:
    """Receipt follows the station's clock, and never goes back: what was held up arrives late."""
    latest, result = Plug().started, list[Message]()
    for message in messages:
        latest = max(latest, _device_time(message)) + timedelta(milliseconds=20)
        data = message.data | {"received_at": latest}
        if "is_late" in data:
            data["is_late"] = latest - data["device_at"] > timedelta(minutes=5)
        result.append(replace(message, data=data))
    return result


def _device_time(message: Message) -> Any:
    return message.data.get("device_at") or message.data["samples"][0]["at"]


def _batched(draw: st.DrawFn, messages: list[Message]) -> list[list[Message]]:
    """Cut anywhere; a batch may be applied again, as after a restore of the topic or of the database."""
    batches, rest = list[list[Message]](), messages
    while rest:
        size = draw(st.integers(1, 12))
        batches.append(rest[:size])
        if draw(st.integers(0, 5)) == 0:
            batches.append(rest[:size])
        rest = rest[size:]
    return batches


def key_of(life: Physical, station: UUID = STATION) -> UUID:
    return uuid5(station, life.name)
