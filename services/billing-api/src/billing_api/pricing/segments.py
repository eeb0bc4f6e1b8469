"""Cuts a session where another tariff begins to act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from billing_api.pricing.spans import Span
from billing_api.pricing.tariff import TariffVersion
from billing_api.pricing.windows import acting

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch under one tariff; None: no tariff acts, nothing is charged."""

    span: Span
    tariff: TariffVersion | None


def cut(span: Span, tariffs: Sequence[TariffVersion], zone: ZoneInfo) -> list[Segment]:
    """At least one segment; neighbours have different tariffs; together they are `span`."""
    # a session without duration still has a tariff: the one of its instant
    seen = span if span.duration else Span(span.start, span.start + _INSTANT)
    windows = [(tariff, acting(tariff, seen, zone)) for tariff in sorted(tariffs, key=lambda item: item.rank)]
    borders = sorted({seen.start, seen.end, *(at for _, parts in windows for part in parts for at in _ends(part))})
    merged: list[Segment] = []
    for start, end in pairwise(borders):
        tariff = next((item for item, parts in windows if any(part.holds(start) for part in parts)), None)
        if merged and merged[-1].tariff is tariff:
            merged[-1] = Segment(Span(merged[-1].span.start, end), tariff)
        else:
            merged.append(Segment(Span(start, end), tariff))
    return merged if span.duration else [Segment(span, merged[0].tariff)]


def _ends(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end
