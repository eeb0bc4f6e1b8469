"""A session on its way, and the registers that are told of it."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.replay.meters import Measured
from simulator.replay.plan import PlannedSession

SAMPLES_AT = (0.25, 0.6, 1.0)  # of the session's time
SAMPLES_OF_METERS_AT = (0.03, 0.1, 0.17, 0.25, 0.34, 0.43, 0.52, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Of stations that measure more: a curve, told in as many messages."""
SAMPLES_A_MESSAGE = len(SAMPLES_OF_METERS_AT) // len(SAMPLES_AT)
SHORTEST_CURVE = timedelta(minutes=2)
TAPER = 1.25  # above 1 the power sinks towards the end, as a battery's does
SECONDS_PER_HOUR = 3600


@dataclass
class Telling:
    """How far a session has been told. `transaction_id` is known once the start is answered, or from the beginning."""

    session: PlannedSession
    transaction_id: str | None = None
    authorization: str | None = None
    is_told: bool = False


@dataclass(frozen=True)
class Sample:
    """Register in Wh, power in W of the stretch before, state of charge in percent where it is known.

    `others`: what the maker's meters tell besides. `is_begin`: nothing has flowed yet.
    """

    at: datetime
    register_wh: int
    power_w: int
    soc_percent: float | None
    others: tuple[Measured, ...] = ()
    is_begin: bool = False


def session_samples(session: PlannedSession) -> Iterator[Sample]:
    """A few samples, rising to the session's whole energy; none for a session without duration."""
    for (before, before_wh), (at, register_wh) in itertools.pairwise(session_registers(session)):
        seconds = (at - before).total_seconds()
        if seconds > 0:
            power_w = round((register_wh - before_wh) * 3600 / seconds)
            yield sample_of(session, at, register_wh, power_w)


def begin_sample(session: PlannedSession) -> Sample | None:
    """What a station that measures more tells of the transaction's begin."""
    if session.meter is None:
        return None
    return sample_of(session, session.started_at, session.meter_start_wh, 0, is_begin=True)


def sample_of(
    session: PlannedSession, at: datetime, register_wh: int, power_w: int, *, is_begin: bool = False
) -> Sample:
    """All that is known of the moment."""
    soc_percent = soc_at(session, register_wh)
    others = () if session.meter is None else tuple(session.meter.measure(power_w, soc_percent))
    return Sample(at, register_wh, power_w, soc_percent, others, is_begin)


def session_messages(session: PlannedSession) -> Iterator[list[Sample]]:
    """The samples as they are told together; each list has at least one."""
    samples = list(session_samples(session))
    size = SAMPLES_A_MESSAGE if has_curve(session) else 1
    for first in range(0, len(samples), size):
        yield samples[first : first + size]


def has_curve(session: PlannedSession) -> bool:
    """Whether there is something to measure, and time for it."""
    return session.meter is not None and session.ended_at - session.started_at >= SHORTEST_CURVE


def shares_of(session: PlannedSession) -> Sequence[float]:
    """Of the session's time, when a register is told."""
    return SAMPLES_OF_METERS_AT if has_curve(session) else SAMPLES_AT


def session_registers(session: PlannedSession) -> list[tuple[datetime, int]]:
    """Times and registers that the station tells for a session, from its start to its end."""
    start, length = session.started_at, session.ended_at - session.started_at
    told = [(start, session.meter_start_wh)]
    taper = taper_of(session)
    for wanted in shares_of(session):
        at = start + timedelta(seconds=int(length.total_seconds() * wanted))
        # of a curve what the clock has shown: else the power of its short stretches would be odd
        share = (at - start) / length if has_curve(session) else wanted
        told.append((at, session.meter_start_wh + round(session.energy_wh * energy_share(share, taper))))
    return told


def energy_share(time_share: float, taper: float) -> float:
    """Part of the energy that has flowed after that part of the time."""
    return float(1 - (1 - time_share) ** taper)


def taper_of(session: PlannedSession) -> float:
    """The power begins with so many times its mean; where the plug is known, with no more than the plug gives."""
    if session.meter is None or not session.energy_wh:
        return TAPER
    seconds = (session.ended_at - session.started_at).total_seconds()
    most_wh = session.meter.kind.max_power_w * seconds / SECONDS_PER_HOUR
    return min(TAPER, max(1.0, most_wh / session.energy_wh))


def soc_at(session: PlannedSession, register_wh: int) -> float | None:
    """State of charge at a register, on the straight line between the published ones."""
    if session.soc_start is None or session.soc_end is None or session.energy_wh == 0:
        return None
    share = (register_wh - session.meter_start_wh) / session.energy_wh
    return session.soc_start + (session.soc_end - session.soc_start) * share
