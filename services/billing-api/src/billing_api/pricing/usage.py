"""What a session used: its energy along the time, its active and its idle time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Self

from billing_api.pricing.rounding import ZERO, kwh
from billing_api.pricing.spans import Span

_MICROSECOND = timedelta(microseconds=1)

Reading = tuple[datetime, int]
"""(moment, Wh since the transaction's start)"""


@dataclass(frozen=True, slots=True)
class Usage:
    """`charging`: transaction's start to the end of the energy flow; `idle`: from there to the session's end."""

    charging: Span
    idle: Span
    energy_wh: int
    curve: tuple[Reading, ...]
    """Energy along the time, never falling, from the start to the whole energy: straight between its points."""

    @classmethod
    def of(
        cls,
        *,
        started_at: datetime,
        transaction_ended_at: datetime,
        energy_flow_ended_at: datetime | None,
        session_ended_at: datetime,
        energy_wh: int,
        readings: Sequence[Reading] = (),
    ) -> Self:
        """Times that contradict each other are straightened: nothing ends before it began.

        `readings`: energy since the start at moments of the transaction; without any, the energy flows evenly
        until the end of its flow.
        """
        flow_ended_at = max(started_at, min(energy_flow_ended_at or transaction_ended_at, transaction_ended_at))
        ended_at = max(flow_ended_at, transaction_ended_at, session_ended_at)
        whole = max(energy_wh, 0)
        until = max(started_at, transaction_ended_at) if readings else flow_ended_at
        curve = _curve(Span(started_at, until), whole, readings)
        return cls(Span(started_at, flow_ended_at), Span(flow_ended_at, ended_at), whole, curve)

    @property
    def span(self) -> Span:
        return Span(self.charging.start, self.idle.end)

    def energy_until(self, at: datetime) -> Fraction:
        """Wh on the straight line between the two nearest registers."""
        for (left, before), (right, after) in pairwise(self.curve):
            if left <= at < right:
                passed, whole = at - left, right - left
                return before + Fraction(after - before) * Fraction(passed // _MICROSECOND, whole // _MICROSECOND)
        return Fraction(self.energy_wh)

    def kwh_of(self, spans: Sequence[Span]) -> list[Decimal]:
        """Energy in kWh of neighbouring stretches with two decimals; the last one with energy takes what is left."""
        at_borders = [Fraction(0), *(self.energy_until(span.end) for span in spans)]
        parts = [after - before for before, after in pairwise(at_borders)]
        last = max((index for index, part in enumerate(parts) if part), default=0)
        left, shares = kwh(self.energy_wh), list[Decimal]()
        for index, part in enumerate(parts):
            # roundings up could take more than there is: no share exceeds the rest
            share = left if index == last else min(kwh(part), left)
            shares.append(share)
            left -= share
        return shares or [ZERO]


def _curve(span: Span, energy_wh: int, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Readings strictly within the span; one that falls or exceeds the whole is held to what is possible."""
    curve = [(span.start, 0)]
    for at, told in sorted(readings):
        if span.start < at < span.end:
            curve.append((at, min(max(told, curve[-1][1]), energy_wh)))
    return (*curve, (span.end, energy_wh))
