"""The roundings of the contract: two decimals, half up, for money, kWh and minutes (BIL-018)."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

HUNDREDTH = Decimal("0.01")
ZERO = Decimal("0.00")
_WH_PER_KWH = 1000
_MICROSECONDS_PER_MINUTE = 60_000_000
_MICROSECOND = timedelta(microseconds=1)


def half_up(value: Decimal) -> Decimal:
    return value.quantize(HUNDREDTH, ROUND_HALF_UP)


def kwh(energy_wh: int | Fraction) -> Decimal:
    """Energy in kWh; exact, whatever part of a register's step the Wh are."""
    return _hundredths(Fraction(energy_wh) / _WH_PER_KWH)


def minutes(duration: timedelta) -> Decimal:
    return _hundredths(Fraction(duration // _MICROSECOND, _MICROSECONDS_PER_MINUTE))


def _hundredths(value: Fraction) -> Decimal:
    """A non-negative fraction with two decimals, half up; no binary or decimal cut in between."""
    whole = (value * 100 + Fraction(1, 2)).__floor__()
    return Decimal(whole).scaleb(-2)
