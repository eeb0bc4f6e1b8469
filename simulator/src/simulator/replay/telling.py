"""A session on its way, and the registers that are told of it."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.replay.plan import PlannedSession

SAMPLES_AT = (0.25, 0.6, 1.0)  # of the session's time
TAPER = 1.25  # above 1 the power sinks towards the end, as a battery's does


@dataclass
class Telling:
    """How far a session has been told. `transaction_id` is known once the start is answered, or from the beginning."""

    session: PlannedSession
    transaction_id: str | None = None
    authorization: str | None = None
    is_told: bool = False


@dataclass(frozen=True)
class Sample:
    """Register in Wh, power in W of the stretch before, state of charge in percent where it is known."""

    at: datetime
    register_wh: int
    power_w: int
    soc_percent: float | None


def session_samples(session: PlannedSession) -> Iterator[Sample]:
    """A few samples, rising to the session's whole energy; none for a session without duration."""
    for (before, before_wh), (at, register_wh) in itertools.pairwise(session_registers(session)):
        seconds = (at - before).total_seconds()
        if seconds > 0:
            power_w = round((register_wh - before_wh) * 3600 / seconds)
            yield Sample(at, register_wh, power_w, soc_at(session, register_wh))


def session_registers(session: PlannedSession) -> list[tuple[datetime, int]]:
    """Times and registers that the station tells for a session, from its start to its end."""
    start, length = session.started_at, session.ended_at - session.started_at
    told = [(start, session.meter_start_wh)]
    for share in SAMPLES_AT:
        at = start + timedelta(seconds=int(length.total_seconds() * share))
        told.append((at, session.meter_start_wh + round(session.energy_wh * energy_share(share))))
    return told


def energy_share(time_share: float) -> float:
    """Part of the energy that has flowed after that part of the time."""
    return float(1 - (1 - time_share) ** TAPER)


def soc_at(session: PlannedSession, register_wh: int) -> float | None:
    """State of charge at a register, on the straight line between the published ones."""
    if session.soc_start is None or session.soc_end is None or session.energy_wh == 0:
        return None
    share = (register_wh - session.meter_start_wh) / session.energy_wh
    return session.soc_start + (session.soc_end - session.soc_start) * share
