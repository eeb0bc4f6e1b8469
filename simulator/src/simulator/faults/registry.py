"""The quirks of real chargers (ids of the interop catalogue), each as one small function.

A quirk of frames gets each frame that leaves the station and gives what is sent instead: it may change it, or add
others. Messages that the station knows nothing of have an id that begins with `EXTRA`: their answers are dropped.
A raw quirk gets the text and gives texts, bytes, or lists of texts (fragments of one message).
A quirk of orders gets each CALL of the central system, and may answer it in the station's place.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.faults.frames import CALL, RESULT, Frame

EXTRA = "extra-"
NO_TRANSACTION = 2**63 - 1
START, STOP, METER, EVENT = "StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"

Wire = str | bytes | list[str]


@dataclass
class Memory:
    """What the quirks of a station remember."""

    own_ids: dict[str, str] = field(default_factory=dict)  # id on the wire → id of the link
    seen: set[str] = field(default_factory=set)  # what was done once shall not be done again
    must_hang_up: bool = False
    orders: dict[str, str] = field(default_factory=dict)  # id of a CALL that the station heard → its action
    last_values: dict[str, Any] | None = None  # of a transaction
    statuses: dict[str, Any] | None = None  # the last status that was told
    register_wh: int | None = None  # of the last start
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    extras: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def begin_socket(self) -> None:
        """A new connection."""
        self.numbers = itertools.count(1)
        self.own_ids.clear()
        self.orders.clear()

    def first_time(self, what: str) -> bool:
        """Whether this was never asked before."""
        is_new = what not in self.seen
        self.seen.add(what)
        return is_new

    def aside(self, action: str, payload: Any) -> Frame:
        """A CALL that the link knows nothing of."""
        return [CALL, f"{EXTRA}{next(self.extras)}", action, payload]

    def is_answer(self, frame: Any, action: str) -> bool:
        """Whether the frame is the station's answer to that order."""
        return isinstance(frame, list) and frame[0] == RESULT and self.orders.get(str(frame[1])) == action

    def rename(self, frame: Frame, wire_id: Any) -> None:
        """Send the frame under another id; its answer finds the way back."""
        self.own_ids[str(wire_id)] = frame[1]
        frame[1] = wire_id


@dataclass(frozen=True)
class Refusal:
    """What an order is answered with, without the station hearing of it; maybe late, and the line is cut then."""

    frame: Frame
    after_seconds: float = 0.0
    hangs_up: bool = False


FrameQuirk = Callable[[Frame, Memory], list[Frame] | None]
TextQuirk = Callable[[str, Memory], list[Wire]]
OrderQuirk = Callable[[Frame], Refusal | None]


@dataclass(frozen=True)
class Quirk:
    """One quirk: its id, what the station does, and how: `change` of what it sends, `refuse` of what it is told."""

    id: str
    text: str
    change: Any = None
    is_raw: bool = False
    refuse: OrderQuirk | None = None

    def of_frame(self, frame: Frame, memory: Memory) -> list[Frame]:
        """The frames that are sent instead."""
        made: list[Frame] | None = self.change(frame, memory)
        return [frame] if made is None else made

    def of_text(self, wire: Wire, memory: Memory) -> list[Wire]:
        """The messages that are sent instead of a text."""
        made: list[Wire] = self.change(wire, memory) if isinstance(wire, str) else [wire]
        return made


QUIRKS: dict[str, Quirk] = {}


def quirk(name: str, text: str) -> Callable[[FrameQuirk], FrameQuirk]:
    """Register a quirk of frames; None as its answer means: the frame itself, as it is now."""

    def register(change: FrameQuirk) -> FrameQuirk:
        QUIRKS[name] = Quirk(name, text, change)
        return change

    return register


def raw_quirk(name: str, text: str) -> Callable[[TextQuirk], TextQuirk]:
    """Register a quirk of the text on the wire."""

    def register(change: TextQuirk) -> TextQuirk:
        QUIRKS[name] = Quirk(name, text, change, is_raw=True)
        return change

    return register


def order_quirk(name: str, text: str) -> Callable[[OrderQuirk], OrderQuirk]:
    """Register a quirk of how orders are taken, maybe beside what the same one changes."""

    def register(refuse: OrderQuirk) -> OrderQuirk:
        QUIRKS[name] = replace(QUIRKS.get(name, Quirk(name, text)), text=text, refuse=refuse)
        return refuse

    return register
