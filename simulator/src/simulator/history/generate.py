"""Draw sessions: who comes when, how much the car takes, how long it stays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from simulator.history.arrivals import FIRST_DAY, draw_arrival
from simulator.history.network import Station, User, make_stations, make_users

STEP = timedelta(minutes=1)
ZERO_ENERGY_SHARE = 0.02
LONGEST_CHARGE = timedelta(hours=10)
SHORTEST_GAP = timedelta(minutes=1)


@dataclass(frozen=True)
class GeneratedSession:
    """One session at the site's wall clock; `None` where the row is spoiled on purpose."""

    user: User
    station: Station
    connector_number: int
    started_at: datetime
    ended_at: datetime | None
    energy_wh: int | None
    soc_start: float | None = None
    soc_end: float | None = None
    """State of charge in percent; over alternating current a car does not tell it."""


def generate_sessions(random: Random, seed: int, count: int) -> list[GeneratedSession]:
    """`count` sessions of a network of their own, in the order of their starts."""
    return sessions_of(random, make_stations(random, seed, count), make_users(random, count), count)


def sessions_of(
    random: Random, stations: Sequence[Station], users: Sequence[User], count: int, first_day: date = FIRST_DAY
) -> list[GeneratedSession]:
    """`count` sessions of that network in the order of their starts, none overlapping on a connector."""
    taken: dict[tuple[str, int], list[tuple[datetime, datetime]]] = {}
    drawn = draws(random, stations, users, first_day)
    sessions: list[GeneratedSession] = []
    while len(sessions) < count:
        session = next(drawn)
        if take(taken.setdefault((session.station.id, session.connector_number), []), session):
            sessions.append(session)
    return sorted(sessions, key=lambda session: (session.started_at, session.station.id, session.connector_number))


def take(spans: list[tuple[datetime, datetime]], session: GeneratedSession) -> bool:
    """Take the connector for the session's time, unless somebody is there."""
    if session.ended_at is None:
        return False
    start, end = session.started_at - SHORTEST_GAP, session.ended_at + SHORTEST_GAP
    if any(start < other_end and other_start < end for other_start, other_end in spans):
        return False
    spans.append((session.started_at, session.ended_at))
    return True


def draws(
    random: Random, stations: Sequence[Station], users: Sequence[User], first_day: date
) -> Iterator[GeneratedSession]:
    """Sessions for ever, as if every connector were free."""
    while True:
        user, station = random.choice(users), random.choice(stations)
        plan = GeneratedSession(
            user=user,
            station=station,
            connector_number=random.randrange(len(station.model.plugs)) + 1,
            started_at=draw_arrival(random, is_commuter=user.is_commuter, first_day=first_day),
            ended_at=None,
            energy_wh=None,
        )
        yield charge(random, plan)


def charge(random: Random, plan: GeneratedSession) -> GeneratedSession:
    """Let the car charge from its arrival's state to the wanted one, or as long as the driver stays."""
    if random.random() < ZERO_ENERGY_SHARE:
        return replace(plan, ended_at=plan.started_at + timedelta(seconds=random.randrange(20, 240)), energy_wh=0)
    plug = plan.station.model.plug(plan.connector_number)
    is_dc = plug.type not in {"type1", "type2", "gbt_ac"}
    soc = soc_start = random.triangular(5, 85, 35)
    wanted = min(100.0, soc + random.triangular(10, 80, 40))
    stay = timedelta(minutes=random.triangular(12, 75, 35) if is_dc else random.triangular(30, 540, 150))
    energy_wh, elapsed = 0.0, timedelta(0)
    while elapsed < min(stay, LONGEST_CHARGE) and soc < wanted:
        step_wh = plan.user.car.power_w(soc, is_dc=is_dc, limit_w=plug.max_power_w) / 60
        energy_wh, elapsed = energy_wh + step_wh, elapsed + STEP
        soc = plan.user.car.soc_after(soc, step_wh)
    elapsed += timedelta(seconds=random.randrange(60))
    charged = replace(plan, ended_at=plan.started_at + elapsed, energy_wh=round(energy_wh))
    return replace(charged, soc_start=soc_start, soc_end=soc) if is_dc else charged
