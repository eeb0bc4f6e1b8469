"""What the samples of all versions share: numbers as text, portions small enough for Kafka."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from csms_gateway.ocppj.leniency import to_number

DEFAULT_MEASURAND: Final = "Energy.Active.Import.Register"
PORTION: Final = 500
"""Samples in one record."""
_ABSURD: Final = 1e18
PLAIN_NUMBER: Final = r"-?[0-9]{1,30}(?:\.[0-9]{1,12})?"
"""Pattern of what needs no reading: it is passed on as it is."""
_PLAIN_NUMBER: Final = re.compile(PLAIN_NUMBER)


def number_text(value: Any) -> str | None:
    """The value as decimal text; SignedData and other texts are no numbers."""
    if isinstance(value, str) and _PLAIN_NUMBER.fullmatch(value):
        return value
    number = to_number(value)
    if number is None or abs(number) >= _ABSURD:
        return None
    return plain(Decimal(repr(number)))


def plain(number: Decimal) -> str:
    """The shortest text of the number, never with an exponent."""
    return format(number.normalize(), "f")


def portions(told: list[dict[str, Any]], size: int = PORTION) -> list[list[dict[str, Any]]]:
    """The samples in lists small enough for one Kafka record each; at least one list, which may be empty."""
    return [told[start : start + size] for start in range(0, max(len(told), 1), size)]


def note(deviations: list[str], found: Iterable[str]) -> None:
    """Add quirk ids that are not yet there."""
    deviations.extend(quirk for quirk in found if quirk not in deviations)
