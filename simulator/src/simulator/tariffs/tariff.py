"""A tariff as `GET /tariffs` shows it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any

from simulator.tariffs.windows import Acting, Window

PERMANENT = "permanent"
KNOWN_PERIODICITIES = frozenset({PERMANENT, "daily", "weekly"})
WHOLE_WEEK = frozenset(range(1, 8))


class UnknownRuleError(Exception):
    """A tariff uses a rule that this calculator does not know: no verdict is better than a wrong one."""


@dataclass(frozen=True)
class Tariff:
    """Prices and bounds in the installation's currency; `priority` 1 is the highest."""

    id: str
    revision: int
    name: str
    price_start: Decimal
    price_kwh: Decimal
    price_minute: Decimal
    minimum: Decimal | None
    maximum: Decimal | None
    acting: Acting
    priority: int
    changed_at: datetime
    connector_types: frozenset[str]


GROUPS = ("user_group_id", "station_group_id")


def tariffs_of(items: Iterable[dict[str, Any]], strange_groups: Collection[str] = ()) -> list[Tariff]:
    """The switched-on tariffs among the items of the list, but those of groups that are not concerned.

    Raises:
        UnknownRuleError: one of them is limited to another group of users or stations, or repeats in an unknown way.

    """
    concerned = (item for item in items if all(item.get(key) not in strange_groups for key in GROUPS))
    return [tariff_of(item) for item in concerned if item["is_in_force"]]


def tariff_of(item: dict[str, Any]) -> Tariff:
    """One item of the list."""
    groups = [key for key in GROUPS if item.get(key)]
    if item["periodicity"] not in KNOWN_PERIODICITIES or groups:
        message = f"tariff {item['name']!r}: {item['periodicity']} {groups}"
        raise UnknownRuleError(message)
    return Tariff(
        id=str(item["id"]),
        revision=int(item["revision"]),
        name=str(item["name"]),
        price_start=Decimal(item["price_start"] or 0),
        price_kwh=Decimal(item["price_kwh"] or 0),
        price_minute=Decimal(item["price_minute"] or 0),
        minimum=amount_or_none(item.get("minimum")),
        maximum=amount_or_none(item.get("maximum")),
        acting=Acting(border(item.get("valid_from")), border(item.get("valid_to")), window_of(item)),
        priority=int(item.get("priority") or 0),
        changed_at=datetime.fromisoformat(item["updated_at"]).astimezone(UTC),
        connector_types=frozenset(item["connector_types"]),
    )


def window_of(item: dict[str, Any]) -> Window | None:
    """Times of day of a tariff that repeats."""
    if item["periodicity"] == PERMANENT:
        return None
    weekdays = frozenset(item["weekdays"]) if item["periodicity"] == "weekly" else WHOLE_WEEK
    return Window(time.fromisoformat(item["window_start"]), time.fromisoformat(item["window_end"]), weekdays)


def amount_or_none(text: str | None) -> Decimal | None:
    """An amount of the API."""
    return None if text is None else Decimal(text)


def border(text: str | None) -> datetime | None:
    """A border of validity as an aware UTC time."""
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
