"""The tool's own idea of what a session costs, written from the contract and not from billing's code.

Start price once by the tariff in force at the start; the session is cut where tariffs begin and end; each line is
quantity times price, rounded half up to two decimals; the amount is the sum of the lines.
"""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

CENT = Decimal("0.01")
WH_PER_KWH = Decimal(1000)
SECONDS_PER_MINUTE = Decimal(60)
ZERO = Decimal(0)

Register = tuple[datetime, int]


class UnknownRuleError(Exception):
    """A tariff uses a rule that this calculator does not know: no verdict is better than a wrong one."""


@dataclass(frozen=True)
class Tariff:
    """Prices of one tariff; a missing border of validity means that it has none. `priority` 1 is the highest."""

    name: str
    price_start: Decimal
    price_kwh: Decimal
    price_minute: Decimal
    valid_from: datetime | None
    valid_to: datetime | None
    priority: int
    changed_at: str
    connector_types: frozenset[str]

    def acts_at(self, at: datetime) -> bool:
        """Whether the instant lies in the tariff's validity."""
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at < self.valid_to)


def half_up(value: Decimal) -> Decimal:
    """Two decimals, half up (BIL-018)."""
    return value.quantize(CENT, ROUND_HALF_UP)


def tariffs_of(items: Iterable[dict[str, Any]]) -> list[Tariff]:
    """The switched-on tariffs of `GET /tariffs`.

    Raises:
        UnknownRuleError: one of them repeats by day or week, belongs to a group, or has a least or highest amount.

    """
    return [tariff_of(item) for item in items if item["is_in_force"]]


def tariff_of(item: dict[str, Any]) -> Tariff:
    """One tariff of the API."""
    unknown = [key for key in ("user_group_id", "station_group_id", "minimum", "maximum") if item.get(key)]
    if item["periodicity"] != "permanent" or unknown:
        message = f"tariff {item['name']!r}: {item['periodicity']} {unknown}"
        raise UnknownRuleError(message)
    return Tariff(
        name=str(item["name"]),
        price_start=Decimal(item["price_start"] or 0),
        price_kwh=Decimal(item["price_kwh"] or 0),
        price_minute=Decimal(item["price_minute"] or 0),
        valid_from=border(item.get("valid_from")),
        valid_to=border(item.get("valid_to")),
        priority=int(item.get("priority") or 0),
        changed_at=str(item.get("updated_at") or ""),
        connector_types=frozenset(item["connector_types"]),
    )


def border(text: str | None) -> datetime | None:
    """A border of validity as an aware UTC time."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def winner(tariffs: Iterable[Tariff], at: datetime) -> Tariff | None:
    """The tariff in force at an instant: the highest priority, among equals the one changed last (TAR-005)."""
    acting = [tariff for tariff in tariffs if tariff.acts_at(at)]
    latest_first = sorted(acting, key=lambda tariff: tariff.changed_at, reverse=True)
    return min(latest_first, key=lambda tariff: tariff.priority, default=None)


def reference_amount(tariffs: Iterable[Tariff], connector_type: str, registers: Sequence[Register]) -> Decimal | None:
    """What a transaction costs; None when no tariff applies, so that nothing is to be paid (TAR-004).

    `registers`: times and Wh that the station told, the first at the start and the last at the end. Charging lasts
    to the end of the transaction: a session told late has no idle time.
    """
    candidates = [tariff for tariff in tariffs if connector_type in tariff.connector_types]
    start, end = registers[0][0], registers[-1][0]
    segments = cut(candidates, start, end)
    acting = [(begin, finish, winner(candidates, begin)) for begin, finish in segments]
    if not any(tariff for _, _, tariff in acting):
        return None
    kwh = segment_kwh([finish for _, finish, _ in acting], registers)
    lines = [acting[0][2].price_start if acting[0][2] else ZERO]
    for (begin, finish, tariff), energy in zip(acting, kwh, strict=True):
        if tariff is not None:
            lines += [half_up(energy * tariff.price_kwh), half_up(minutes(begin, finish) * tariff.price_minute)]
    return sum(lines, ZERO)


def cut(tariffs: Iterable[Tariff], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """The stretches between the borders of the tariffs' validity; one stretch for a session without duration."""
    borders = {at for tariff in tariffs for at in (tariff.valid_from, tariff.valid_to) if at and start < at < end}
    instants = [start, *sorted(borders), end]
    return list(itertools.pairwise(instants))


def segment_kwh(ends: Sequence[datetime], registers: Sequence[Register]) -> list[Decimal]:
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
