"""Numbers as chargers write them (quirk M1): blanks, decimal commas, exponents, NaN, nothing at all."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_LARGEST = Decimal(10) ** 12
"""Beyond it no register, power or voltage makes sense: such a text is no measurement."""

_NONE = Decimal("NaN")


def parse_number(text: str) -> Decimal | None:
    """The number in `text`, None when there is none to be had."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = _mended(text)
    return number if number.is_finite() and -_LARGEST < number < _LARGEST else None


def _mended(text: str) -> Decimal:
    """Blanks and NUL within the number, commas of either use; NaN when that does not help."""
    compact = "".join(text.replace("\0", "").split())
    compact = compact.replace(",", "") if "." in compact else compact.replace(",", ".")
    try:
        return Decimal(compact)
    except InvalidOperation:
        return _NONE


def to_int(number: Decimal) -> int:
    """Half up, as a meter's display rounds."""
    return int(number.quantize(Decimal(1), ROUND_HALF_UP))
