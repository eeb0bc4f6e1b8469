"""Faults as they are written on the command line, and what they mean for one station."""

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from random import Random
from typing import Any

from simulator.faults import wrongs
from simulator.faults.frames import CALL, ERROR, Frame, is_call, is_row
from simulator.faults.quirks import EXTRA, QUIRKS, Memory, Quirk, Refusal, Wire

RATES = ("drop", "duplicate", "reorder", "refuse", "offline", "power", "lost_stop")


@dataclass(frozen=True)
class FaultPlan:
    """Rates are probabilities from 0 to 1.

    `drop`: a message is lost together with its socket, before or after it arrived. `duplicate`: it is sent twice.
    `reorder`: two waiting messages of a transaction change places. `refuse`: an order is rejected. `offline`, `power`:
    in a second of charging the line is away for a while, the power fails. `lost_stop`: after a power loss the end of
    the transaction is never told. `clock`: seconds that the clock is wrong, or 1970, or future. `units`: see `wrongs`.
    """

    drop: float = 0.0
    duplicate: float = 0.0
    reorder: float = 0.0
    refuse: float = 0.0
    offline: float = 0.0
    power: float = 0.0
    lost_stop: float = 0.0
    clock: str = ""
    units: str = ""
    quirks: tuple[str, ...] = ()

    @classmethod
    def parse(cls, faults: Iterable[str], quirks: Iterable[str]) -> "FaultPlan":
        """Read `drop=0.05,clock=1970` and `T1,M1`; both may be repeated.

        Raises:
            ValueError: a name, a rate or a quirk that does not exist.

        """
        given: dict[str, Any] = {}
        for pair in ",".join(faults).split(","):
            name, _, value = pair.strip().partition("=")
            if name:
                given[name] = fault_value(name, value)
        names = tuple(name.strip().upper() for name in ",".join(quirks).split(",") if name.strip())
        unknown = [name for name in names if name not in QUIRKS]
        if unknown:
            message = f"no such quirk: {', '.join(unknown)}; there are {', '.join(QUIRKS)}"
            raise ValueError(message)
        return cls(**given, quirks=names)

    def of_station(self, seed: str) -> "StationFaults":
        """The dice of one station: the same seed repeats them."""
        return StationFaults(self, Random(seed))


def fault_value(name: str, value: str) -> float | str:
    """A rate as a number, `clock` and `units` as they are."""
    if name in RATES:
        rate = float(value)
        if 0 <= rate <= 1:
            return rate
        message = f"{name}: {value} is no probability"
    elif name in {item.name for item in fields(FaultPlan)} - {"quirks"}:
        wrongs.check(name, value)
        return value
    else:
        message = f"no such fault: {name}; there are {', '.join((*RATES, 'clock', 'units'))}"
    raise ValueError(message)


@dataclass
class StationFaults:
    """The faults of one station; each question throws the dice."""

    plan: FaultPlan
    random: Random
    memory: Memory = field(default_factory=Memory)

    def strikes(self, rate: float) -> bool:
        """Whether something with this probability happens now."""
        return rate > 0 and self.random.random() < rate

    def has(self, quirk: str) -> bool:
        """Whether the station has a quirk."""
        return quirk in self.plan.quirks

    def outgoing(self, text: str) -> list[Wire]:
        """What really leaves the station for a message: frames, or raw bytes and fragments."""
        frame: Frame = json.loads(text)
        if is_call(frame):
            wrongs.spoil(frame, self.plan.clock, self.plan.units)
        frames = [frame]
        for quirk in self._quirks(is_raw=False):
            frames = [made for item in frames for made in quirk.of_frame(item, self.memory)]
        if self.strikes(self.plan.duplicate) and (is_call(frame) or is_row(frame)):
            frames.append(copy.deepcopy(frame))
        wires: list[Wire] = [json.dumps(item, separators=(",", ":")) for item in frames]
        for quirk in self._quirks(is_raw=True):
            wires = [made for wire in wires for made in quirk.of_text(wire, self.memory)]
        return wires

    def incoming(self, text: str) -> str | None:
        """An answer under the id that was asked with; None for the answer to something that nobody asked."""
        frame: Any = json.loads(text)
        if is_call(frame):
            self.memory.orders[str(frame[1])] = frame[2]
        if not isinstance(frame, list) or frame[0] == CALL:
            return text
        wire_id = str(frame[1])
        if wire_id.startswith(EXTRA):
            return None
        frame[1] = self.memory.own_ids.get(wire_id, frame[1])
        return json.dumps(frame)

    def refusal(self, text: str) -> Refusal | None:
        """The answer to an order that is refused without being heard (never a quirk's deafness)."""
        frame: Frame = json.loads(text)
        if not is_call(frame):
            return None
        if self.strikes(self.plan.refuse):
            return Refusal([ERROR, frame[1], "InternalError", "refused on demand", {}])
        refusals = (quirk.refuse(frame) for quirk in self._chosen() if quirk.refuse is not None)
        return next((refusal for refusal in refusals if refusal is not None), None)

    def _quirks(self, *, is_raw: bool) -> list[Quirk]:
        return [quirk for quirk in self._chosen() if quirk.change is not None and quirk.is_raw is is_raw]

    def _chosen(self) -> list[Quirk]:
        return [QUIRKS[name] for name in self.plan.quirks]
