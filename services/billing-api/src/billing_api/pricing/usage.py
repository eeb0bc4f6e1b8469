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


@dataclass(frozen=True, slots=True)
class Usage:
    """`charging`: transaction's start to the end of the energy flow; `idle`: from there to the session's end."""

    charging: Span
    idle: Span
    energy_wh: int

    @classmethod
    def of(
        cls,
        *,
        started_at: datetime,
        transaction_ended_at: datetime,
        energy_flow_ended_at: datetime | None,
        session_ended_at: datetime,
        energy_wh: int,
    ) -> Self:
        """Times that contradict each other are straightened: nothing ends before it began."""
        flow_ended_at = max(started_at, min(energy_flow_ended_at or transaction_ended_at, transaction_ended_at))
        ended_at = max(flow_ended_at, transaction_ended_at, session_ended_at)
        return cls(Span(started_at, flow_ended_at), Span(flow_ended_at, ended_at), max(energy_wh, 0))

    @property
    def span(self) -> Span:
        return Span(self.charging.start, self.idle.end)

    def energy_until(self, at: datetime) -> Fraction:
        """Wh on the straight line between the registers at the two ends of the energy flow."""
        if at >= self.charging.end:
            return Fraction(self.energy_wh)
        passed, whole = at - self.charging.start, self.charging.duration
        return Fraction(self.energy_wh) * Fraction(passed // _MICROSECOND, whole // _MICROSECOND)

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
