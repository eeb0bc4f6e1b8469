"""A second, naive price calculator: what the engine is measured against.

Written from the price rules (spec/05, TAR and BIL; contracts 4, «Calculation») before its author
had opened the package `billing_api.pricing`; it shares no code with it and imports nothing of it.
Where the texts leave a choice, the choice taken stands at the place. What was changed after the
first comparison with the engine is listed under «Reconciled» in docs/adr/0007.

It is slow on purpose: it asks «which tariff holds at this instant?» at every instant at which
anything could change, and never reasons about windows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

HUNDREDTH = Decimal("0.01")
ZERO = Decimal(0)
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True)
class RefTariff:
    """One tariff as the spec names it; `weekdays` are 1 (Monday) to 7, None is «not given»."""

    name: str
    changed: int
    price_start: Decimal = ZERO
    price_kwh: Decimal = ZERO
    price_minute: Decimal = ZERO
    price_idle_minute: Decimal = ZERO
    free_idle_minutes: int = 0
    min_amount: Decimal | None = None
    max_amount: Decimal | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    periodicity: str = "permanent"
    period_start: time | None = None
    period_end: time | None = None
    weekdays: frozenset[int] = frozenset()
    has_user_group: bool = False
    has_station_group: bool = False

    def rank(self) -> int:
        """TAR-002: 1 is the highest priority."""
        if self.has_user_group and self.has_station_group:
            return 1
        if self.has_user_group:
            return 2
        return 3 if self.has_station_group else 4

    def holds(self, at: datetime, zone: ZoneInfo) -> bool:
        """TAR-003, TAR-045..049, TAR-053: whether validity and periodicity contain this instant."""
        if self.valid_from is not None and at < self.valid_from:
            return False
        if self.valid_to is not None and at >= self.valid_to:
            return False
        if self.periodicity == "permanent":
            return True
        today = at.astimezone(zone).date()
        return any(self._period_of(today - timedelta(days=back), at, zone) for back in (0, 1))

    def _period_of(self, day: date, at: datetime, zone: ZoneInfo) -> bool:
        """Whether the period that begins on `day` contains the instant."""
        assert self.period_start is not None
        assert self.period_end is not None
        if self.periodicity == "weekly" and day.isoweekday() not in self.weekdays:
            return False
        last_day = day if self.period_start < self.period_end else day + timedelta(days=1)
        begins, ends = reached(day, self.period_start, zone), reached(last_day, self.period_end, zone)
        return begins <= at < ends


@dataclass(frozen=True)
class RefSession:
    """The facts a price needs. `registers` are (instant, Wh), the first and last of the transaction."""

    zone: str
    transaction_started_at: datetime
    transaction_ended_at: datetime
    flow_ended_at: datetime
    session_ended_at: datetime
    registers: Sequence[tuple[datetime, int]]

    def energy_wh(self) -> int:
        return self.registers[-1][1] - self.registers[0][1]


@dataclass(frozen=True)
class RefLine:
    """Quantity times price, rounded half up."""

    kind: str
    quantity: Decimal
    price: Decimal
    amount: Decimal


@dataclass
class RefGroup:
    """One stretch of time under one tariff; `tariff` None is a gap, which costs nothing."""

    tariff: RefTariff | None
    started_at: datetime
    ended_at: datetime
    lines: list[RefLine] = field(default_factory=list)


@dataclass(frozen=True)
class RefPrice:
    """The groups in order, the line of the minimum or maximum if any, and the sum."""

    groups: list[RefGroup]
    limit: RefLine | None

    def amount(self) -> Decimal:
        lines = [line for group in self.groups for line in group.lines]
        return sum((line.amount for line in lines), self.limit.amount if self.limit else ZERO)


def reference_price(session: RefSession, tariffs: Sequence[RefTariff]) -> RefPrice:
    """The price of the session under tariffs that match its connector, station and user."""
    groups = stretches(session, tariffs)
    quantities = energies(session, groups)
    for index, group in enumerate(groups):
        if group.tariff is not None:
            group.lines = lines_of(session, group, group.tariff, quantities[index], index == 0)
    return RefPrice(groups, limit_line(groups))


def in_force(at: datetime, zone: ZoneInfo, tariffs: Sequence[RefTariff]) -> RefTariff | None:
    """TAR-002, TAR-005: the highest priority, of equals the one changed last."""
    candidates = [tariff for tariff in tariffs if tariff.holds(at, zone)]
    return min(candidates, key=lambda tariff: (tariff.rank(), -tariff.changed), default=None)


def stretches(session: RefSession, tariffs: Sequence[RefTariff]) -> list[RefGroup]:
    """From the transaction's start to the session's end, cut where the tariff changes."""
    zone = ZoneInfo(session.zone)
    start, end = session.transaction_started_at, session.session_ended_at
    groups = [RefGroup(in_force(start, zone, tariffs), start, end)]
    for instant in sorted({at for at in instants(start, end, zone, tariffs) if start < at < end}):
        tariff = in_force(instant, zone, tariffs)
        if tariff is not groups[-1].tariff:
            groups[-1].ended_at = instant
            groups.append(RefGroup(tariff, instant, end))
    return groups


def instants(start: datetime, end: datetime, zone: ZoneInfo, tariffs: Sequence[RefTariff]) -> Iterator[datetime]:
    """Every instant at which some tariff could begin or cease: more than needed does no harm."""
    for tariff in tariffs:
        yield from (at for at in (tariff.valid_from, tariff.valid_to) if at is not None)
        day = yesterday(start.astimezone(zone))
        while day <= end.astimezone(zone).date():
            for clock in (tariff.period_start, tariff.period_end):
                if clock is not None:
                    yield reached(day, clock, zone)
            day += timedelta(days=1)


@lru_cache(maxsize=100_000)
def reached(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks of the zone show this time of that day, or have jumped over it.

    Looked for in steps of half an hour: clocks change at the end of one, within one they run evenly.
    """
    wanted = datetime.combine(day, clock)
    at = wanted.replace(minute=0, second=0, tzinfo=UTC) - timedelta(hours=15)
    while True:
        shown = at.astimezone(zone).replace(tzinfo=None)
        if shown >= wanted:
            return at
        if wanted - shown < HALF_HOUR:
            return at + (wanted - shown)
        at += HALF_HOUR


def energies(session: RefSession, groups: Sequence[RefGroup]) -> list[Decimal]:
    """kWh of each group, two decimals; the last in which energy flowed takes what is left of the session's kWh."""
    left = half_up(Decimal(session.energy_wh()) / 1000)
    used = [used_by(session, group, is_last=group is groups[-1]) for group in groups]
    last = max((index for index, wh in enumerate(used) if wh), default=0)
    found = []
    for index, wh in enumerate(used):
        found.append(left if index == last else min(half_up(wh / 1000), left))
        left -= found[-1]
    return found


def used_by(session: RefSession, group: RefGroup, *, is_last: bool) -> Decimal:
    """Wh of a stretch; whatever the last register says belongs to the end of the session at the latest."""
    before = register(session, group.started_at) if group.started_at > session.transaction_started_at else None
    until = Decimal(session.registers[-1][1]) if is_last else register(session, group.ended_at)
    return until - (Decimal(session.registers[0][1]) if before is None else before)


def register(session: RefSession, at: datetime) -> Decimal:
    """The meter at an instant: a straight line between the two nearest registers."""
    before = session.registers[0]
    for after in session.registers:
        if after[0] > at:
            if before[0] >= after[0] or at <= before[0]:
                return Decimal(before[1])
            share = micros(at - before[0]) / micros(after[0] - before[0])
            return Decimal(before[1]) + (after[1] - before[1]) * share
        before = after
    return Decimal(before[1])


def lines_of(session: RefSession, group: RefGroup, tariff: RefTariff, kwh: Decimal, is_first: bool) -> list[RefLine]:
    """BIL-017: start (once), energy, active minutes, idle minutes beyond the free ones.

    Free minutes are counted from the beginning of idling, whatever tariffs it passed through; a
    minute costs once the session has idled longer than the tariff in force then gives free.
    """
    active = overlap(group, session.transaction_started_at, session.flow_ended_at)
    paid_from = session.flow_ended_at + timedelta(minutes=tariff.free_idle_minutes)
    idle = overlap(group, paid_from, session.session_ended_at)
    return [
        line("start", Decimal(1 if is_first else 0), tariff.price_start),
        line("energy", kwh, tariff.price_kwh),
        line("active_time", minutes(active), tariff.price_minute),
        line("idle_time", minutes(idle), tariff.price_idle_minute),
    ]


def limit_line(groups: Sequence[RefGroup]) -> RefLine | None:
    """The least or the most that the tariff of the transaction's start lets the session cost."""
    tariff = groups[0].tariff
    if tariff is None:
        return None
    amount = RefPrice(list(groups), None).amount()
    if tariff.min_amount is not None and 0 < amount < tariff.min_amount:
        return line("minimum", Decimal(1), tariff.min_amount - amount)
    if tariff.max_amount is not None and amount > tariff.max_amount:
        return line("maximum", Decimal(1), tariff.max_amount - amount)
    return None


def line(kind: str, quantity: Decimal, price: Decimal) -> RefLine:
    return RefLine(kind, quantity, price, half_up(quantity * price))


def overlap(group: RefGroup, start: datetime, end: datetime) -> timedelta:
    return max(min(group.ended_at, end) - max(group.started_at, start), timedelta(0))


def minutes(duration: timedelta) -> Decimal:
    return half_up(micros(duration) / 60_000_000)


def micros(duration: timedelta) -> Decimal:
    return Decimal(duration // timedelta(microseconds=1))


def half_up(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)


def yesterday(local: datetime) -> date:
    return local.date() - timedelta(days=1)
