"""A fleet's sessions against what the product shows."""

from collections import defaultdict
from collections.abc import Iterable

from simulator.fleet.summary import FleetSummary
from simulator.replay.found import FoundTransaction


def differences(summary: FleetSummary, found: Iterable[FoundTransaction]) -> list[str]:
    """Each physical session exactly once with equal energy, nothing besides; the texts say what is not so.

    A session whose end was never told must be there once; its energy is the product's best guess.
    """
    by_key: dict[object, list[FoundTransaction]] = defaultdict(list)
    for transaction in found:
        by_key[transaction.key].append(transaction)
    texts = []
    for session in summary.sessions:
        matches = by_key.pop(session.key, [])
        if len(matches) != 1:
            texts.append(f"{session.key} ({session.protocol}): {len(matches)} transactions")
        elif session.is_end_told and matches[0].energy_wh != session.energy_wh:
            texts.append(f"{session.key} ({session.protocol}): {matches[0].energy_wh} Wh, not {session.energy_wh}")
    return [*texts, *(f"{key}: nobody charged there" for key in by_key)]
