"""Numbers as chargers write them (quirk M1): blanks, decimal commas, exponents, NaN, nothing at all."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_LARGEST = Decimal(10) ** 12
"""Beyond it no register, power or voltage makes sense: such a text is no measurement."""


def parse_number(text: str) -> Decimal | None:
    """The number in `text`, None when there is none to be had."""
    compact = "".join(str(text).split())
    compact = compact.replace(",", "") if "." in compact else compact.replace(",", ".")
    try:
        number = Decimal(compact)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < _LARGEST else None


def to_int(number: Decimal) -> int:
    """Half up, as a meter's display rounds."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
