"""All quirks, by id."""

from simulator.faults import (  # noqa: F401 - importing them registers their quirks
    quirks_of_answers,
    quirks_of_identity_and_framing,
    quirks_of_line,
    quirks_of_readings,
    quirks_of_stations,
    quirks_of_transactions,
)
from simulator.faults.registry import EXTRA, QUIRKS, Memory, Quirk, Refusal, Wire

__all__ = ["EXTRA", "QUIRKS", "Memory", "Quirk", "Refusal", "Wire"]
