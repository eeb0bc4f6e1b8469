"""Which station has which faults: drawn from a seed, such that the truth can still be told."""

from random import Random
from typing import Any

from simulator.faults import FaultPlan
from simulator.faults.quirks import QUIRKS
from simulator.fleet.plan import Member
from simulator.protocols import ProtocolName

UNITS = ("", "", "kwh", "comma")
HIDING = frozenset({"A3", "A4", "T3", "T4", "T5", "T11", "W5", "B10", "T14"})
"""Quirks after which nobody can know everything (ends without a number, cards that are missing), or that do not end."""
MOST_QUIRKS = 4
MOST = {"drop": 0.08, "duplicate": 0.2, "reorder": 0.4, "refuse": 0.3, "offline": 0.03, "power": 0.01}


def faults_of(member: Member, seed: int) -> FaultPlan:
    """The same seed gives the same station the same faults. Quirks are of OCPP: a native station has the others."""
    random = Random(f"chaos/{seed}/{member.number}")
    rates: dict[str, Any] = {name: round(random.uniform(0, most), 3) for name, most in MOST.items()}
    names = sorted(QUIRKS.keys() - HIDING) if member.protocol is not ProtocolName.native else []
    quirks = tuple(random.sample(names, random.randint(0, min(MOST_QUIRKS, len(names)))))
    # A register that is told in two ways at once cannot be told in other units too.
    units = "" if {"T10", "M1", "M3"} & set(quirks) else random.choice(UNITS)
    return FaultPlan(**rates, units=units, quirks=quirks)
