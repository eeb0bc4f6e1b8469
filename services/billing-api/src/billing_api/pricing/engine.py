"""What a session costs (contracts.md 4, BIL-017): a pure function of its usage and the tariffs frozen at its start."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from billing_api.pricing.breakdown import Calculation, Group
from billing_api.pricing.lines import Part, bound_line, lines_of
from billing_api.pricing.rounding import ZERO
from billing_api.pricing.segments import cut
from billing_api.pricing.tariff import TariffVersion
from billing_api.pricing.usage import Usage


def price(usage: Usage, tariffs: Sequence[TariffVersion], zone: ZoneInfo) -> Calculation:
    """Lines per stretch under one tariff, in the order of time; amount = sum of all lines."""
    segments = cut(usage.span, tariffs, zone)
    shares = usage.kwh_of([segment.span for segment in segments])
    parts = [Part(segment, share, usage) for segment, share in zip(segments, shares, strict=True)]
    groups = [_group(part, is_first=index == 0) for index, part in enumerate(parts)]
    return _bounded(groups, segments[0].tariff)


def _group(part: Part, *, is_first: bool) -> Group:
    span, tariff = part.segment.span, part.segment.tariff
    return Group(
        tariff_id=tariff.tariff_id if tariff else None,
        tariff_revision=tariff.revision if tariff else None,
        tariff_name=tariff.name if tariff else None,
        started_at=span.start,
        ended_at=span.end,
        lines=lines_of(part, is_first=is_first),
    )


def _bounded(groups: list[Group], tariff: TariffVersion | None) -> Calculation:
    """Minimum and maximum of the tariff under which the session began, over the whole session."""
    amount = sum((group.amount for group in groups), ZERO)
    line = bound_line(tariff, amount) if tariff else None
    if line is None:
        return Calculation(groups=groups, amount=amount)
    first = groups[0].model_copy(update={"lines": [*groups[0].lines, line]})
    return Calculation(groups=[first, *groups[1:]], amount=amount + line.amount)
