"""How this station writes instants and sampled values."""

from datetime import datetime

from ocpp.v16.enums import Measurand, ReadingContext, UnitOfMeasure


def timestamp(at: datetime) -> str:
    """An aware UTC time to the second, as most chargers write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def sample(
    value: float | str,
    measurand: Measurand | str,
    unit: UnitOfMeasure | str,
    context: ReadingContext,
    **place: str | None,
) -> dict[str, str]:
    """One sampled value (OCPP 1.6, 7.43) in the form of the `ocpp` package; `place`: phase and location, where told."""
    told = {"value": str(value), "measurand": measurand, "unit": unit, "context": context}
    return told | {name: word for name, word in place.items() if word is not None}
