"""The lines of one segment."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from billing_api.pricing.breakdown import Explanation, Line, LineKind, Unit
from billing_api.pricing.rounding import ZERO, half_up, minutes
from billing_api.pricing.segments import Segment
from billing_api.pricing.spans import Span
from billing_api.pricing.tariff import TariffVersion
from billing_api.pricing.usage import Usage

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Part:
    """A segment with its share of the session's energy."""

    segment: Segment
    kwh: Decimal
    usage: Usage

    @property
    def is_whole(self) -> bool:
        return self.segment.span == self.usage.span


def lines_of(part: Part, *, is_first: bool) -> list[Line]:
    """Unpriced components are shown with 0.00 (BIL-010), idle time only where it has a price (BIL-009)."""
    tariff = part.segment.tariff
    if tariff is None:
        return [_line(LineKind.energy, part.kwh, Unit.kwh, ZERO, _energy_code(part, "no_tariff"))]
    lines = [start_line(tariff)] if is_first else []
    lines += [energy_line(part, tariff), active_line(part, tariff)]
    return [*lines, idle_line(part, tariff)] if tariff.price_idle_minute else lines


def start_line(tariff: TariffVersion) -> Line:
    return _line(LineKind.start, ONE, Unit.session, tariff.price_start, Explanation(code="start_once"))


def energy_line(part: Part, tariff: TariffVersion) -> Line:
    code = "energy_of_session" if part.is_whole else "energy_interpolated"
    return _line(LineKind.energy, part.kwh, Unit.kwh, tariff.price_kwh, _energy_code(part, code))


def active_line(part: Part, tariff: TariffVersion) -> Line:
    span = part.segment.span.overlap(part.usage.charging)
    return _line(
        LineKind.active_time, minutes(span.duration), Unit.minute, tariff.price_minute, _time_code("active_time", span)
    )


def idle_line(part: Part, tariff: TariffVersion) -> Line:
    """Idle minutes after the tariff's free ones, counted from the session's idle start (TAR-043, TAR-051)."""
    idle, free = part.usage.idle, timedelta(minutes=tariff.free_idle_minutes)
    chargeable = Span(min(idle.start + free, idle.end), idle.end)
    span = part.segment.span.overlap(chargeable)
    explanation = _time_code("idle_time", span, free_minutes=tariff.free_idle_minutes)
    return _line(LineKind.idle_time, minutes(span.duration), Unit.minute, tariff.price_idle_minute, explanation)


def bound_line(tariff: TariffVersion, amount: Decimal) -> Line | None:
    """The line that lifts a sum to the tariff's minimum or cuts it to its maximum; a sum of zero stays zero."""
    if tariff.minimum is not None and ZERO < amount < tariff.minimum:
        explanation = Explanation(code="raised_to_minimum", params={"minimum": str(tariff.minimum)})
        return _line(LineKind.minimum, ONE, Unit.session, tariff.minimum - amount, explanation)
    if tariff.maximum is not None and amount > tariff.maximum:
        explanation = Explanation(code="cut_to_maximum", params={"maximum": str(tariff.maximum)})
        return _line(LineKind.maximum, ONE, Unit.session, tariff.maximum - amount, explanation)
    return None


def _line(kind: LineKind, quantity: Decimal, unit: Unit, price: Decimal, explanation: Explanation) -> Line:
    amount = half_up(quantity * price)
    return Line(kind=kind, quantity=quantity, unit=unit, price=half_up(price), amount=amount, explanation=explanation)


def _energy_code(part: Part, code: str) -> Explanation:
    return Explanation(code=code, params={"energy_wh": part.usage.energy_wh})


def _time_code(code: str, span: Span, **params: int) -> Explanation:
    return Explanation(code=code, params={"seconds": round(span.duration.total_seconds()), **params})
