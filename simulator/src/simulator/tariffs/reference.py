"""What a transaction costs.

Start price once by the tariff in force at the start; the session is cut where tariffs begin and cease to act; each line
is quantity times price, rounded half up to two decimals; the amount is the sum of the lines, within the bounds of the
tariff under which the session began.
"""

import itertools
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from simulator.tariffs.tariff import Tariff

CENT = Decimal("0.01")
WH_PER_KWH = Decimal(1000)
SECONDS_PER_MINUTE = Decimal(60)
ZERO = Decimal(0)

Register = tuple[datetime, int]
Stretch = tuple[datetime, datetime, Tariff | None]


def reference_amount(
    tariffs: Iterable[Tariff], connector_type: str, registers: Sequence[Register], zone: str = "UTC"
) -> Decimal | None:
    """The amount; None when no tariff acts during the session, so that nothing is to be paid (TAR-004).

    `registers`: times and Wh that the station told, the first at the start and the last at the end. Charging lasts
    to the end of the transaction: a session told late has no idle time. `zone`: where the station stands.
    """
    candidates = [tariff for tariff in tariffs if connector_type in tariff.connector_types]
    stretches = cut(candidates, registers[0][0], registers[-1][0], ZoneInfo(zone))
    if not any(tariff for _, _, tariff in stretches):
        return None
    kwh = kwh_of_stretches([finish for _, finish, _ in stretches], registers)
    first = stretches[0][2]
    lines = [first.price_start] if first else []
    for (begin, finish, tariff), energy in zip(stretches, kwh, strict=True):
        if tariff is not None:
            lines += [half_up(energy * tariff.price_kwh), half_up(minutes(begin, finish) * tariff.price_minute)]
    return bounded(sum(lines, ZERO), first)


def half_up(value: Decimal) -> Decimal:
    """Two decimals, half up (BIL-018)."""
    return value.quantize(CENT, ROUND_HALF_UP)


def cut(tariffs: Sequence[Tariff], start: datetime, end: datetime, zone: ZoneInfo) -> list[Stretch]:
    """Stretches under one tariff each (None: a gap); one stretch for a session without duration."""
    borders = set().union(*(tariff.acting.borders(start, end, zone) for tariff in tariffs))
    stretches: list[Stretch] = []
    for begin, finish in itertools.pairwise([start, *sorted(borders), end]):
        tariff = winner(tariffs, begin, zone)
        if stretches and stretches[-1][2] is tariff:
            stretches[-1] = (stretches[-1][0], finish, tariff)
        else:
            stretches.append((begin, finish, tariff))
    return stretches


def winner(tariffs: Iterable[Tariff], at: datetime, zone: ZoneInfo) -> Tariff | None:
    """The tariff in force at an instant: the highest priority, among equals the one changed last (TAR-005)."""
    acting = [tariff for tariff in tariffs if tariff.acting.acts_at(at, zone)]
    latest_first = sorted(acting, key=lambda tariff: tariff.changed_at, reverse=True)
    return min(latest_first, key=lambda tariff: tariff.priority, default=None)


def kwh_of_stretches(ends: Sequence[datetime], registers: Sequence[Register]) -> list[Decimal]:
    """Energy of each stretch in kWh with two decimals; the last takes what is left of the rounded whole."""
    first_wh = registers[0][1]
    whole = half_up((registers[-1][1] - first_wh) / WH_PER_KWH)
    at_ends = [register_at(end, registers) - first_wh for end in ends[:-1]]
    parts = [half_up((right - left) / WH_PER_KWH) for left, right in itertools.pairwise([ZERO, *at_ends])]
    return [*parts, whole - sum(parts, ZERO)]


def register_at(at: datetime, registers: Sequence[Register]) -> Decimal:
    """The register in Wh on the straight line between the two nearest told ones."""
    for (left, left_wh), (right, right_wh) in itertools.pairwise(registers):
        if left <= at <= right and left < right:
            share = Decimal((at - left).total_seconds()) / Decimal((right - left).total_seconds())
            return left_wh + (right_wh - left_wh) * share
    return Decimal(registers[-1][1])


def minutes(begin: datetime, finish: datetime) -> Decimal:
    """Minutes with two decimals, half up."""
    return half_up(Decimal((finish - begin).total_seconds()) / SECONDS_PER_MINUTE)


def bounded(amount: Decimal, tariff: Tariff | None) -> Decimal:
    """The amount within the tariff's least and highest one; a session that costs nothing stays free."""
    if tariff is None or amount == ZERO:
        return amount
    raised = amount if tariff.minimum is None else max(amount, tariff.minimum)
    return raised if tariff.maximum is None else min(raised, tariff.maximum)
