"""The protocols that the virtual stations speak, by name.

A protocol is a module with a constant `SPEECH`; it is loaded when it is chosen for the first time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING
from typing import Protocol as Shape

from simulator.station.line import LineOpener
from simulator.wire import Address

if TYPE_CHECKING:  # the replay chooses a protocol here
    from simulator.replay.crowd import Crowd, Pace
    from simulator.replay.plan import StationPlan
    from simulator.replay.progress import Reporter
    from simulator.replay.telling import Telling


class ProtocolName(StrEnum):
    """Names on the command line."""

    ocpp16 = "ocpp16"
    ocpp201 = "ocpp201"
    native = "native"


MODULES = {
    ProtocolName.ocpp16: "simulator.ocpp16.speech",
    ProtocolName.ocpp201: "simulator.ocpp201.speech",
    ProtocolName.native: "simulator.native.speech",
}


class Delivery(Shape):
    """One station of a replay: tells all sessions of its plan, stubbornly, and remembers the answers."""

    plan: "StationPlan"
    address: Address
    tellings: "list[Telling]"
    reconnects: int
    trouble: str | None

    async def run(self, crowd: "Crowd") -> None:
        """Tell everything, or give up after the pace's patience."""


@dataclass(frozen=True)
class Speech:
    """How one protocol is spoken.

    `station_protocol` is its name in the REST API, `path` the first part of the websocket's path. `ask_for_cards` asks
    for each card of the set once and takes the accepted ones out.
    """

    station_protocol: str
    path: str
    open_line: LineOpener
    make_delivery: "Callable[[StationPlan, Address, Pace, Reporter], Delivery]"
    ask_for_cards: Callable[[Address, set[str]], Awaitable[None]]

    def base(self, gateway: str) -> str:
        """The gateway's address for this protocol, of its address for another one."""
        return f"{gateway.rstrip('/').rpartition('/')[0]}/{self.path}"


@cache
def speech(name: ProtocolName) -> Speech:
    """The protocol of that name."""
    chosen = import_module(MODULES[name]).SPEECH
    assert isinstance(chosen, Speech), f"{MODULES[name]}.SPEECH is no Speech"
    return chosen
