"""What a live station needs of its line, whatever protocol is spoken on it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from simulator.station.outbox import Entry
from simulator.wire import Address

if TYPE_CHECKING:
    from simulator.station.remote import RemoteControl


@dataclass(frozen=True)
class Boot:
    """Answer to the boot: whether the station may work, and the seconds between heartbeats (or until the next try)."""

    is_accepted: bool
    interval_seconds: int


@dataclass(frozen=True)
class Told:
    """Answer to a queued message: the transaction's id, if the central system gives one; what it says to the card."""

    transaction_id: str | None = None
    authorization: str | None = None


class Line(Protocol):
    """An open line. Each method raises one of `simulator.wire.LINK_ERRORS` when the line is bad."""

    async def boot(self) -> Boot:
        """Tell who we are."""

    async def beat(self) -> None:
        """Show that the station is alive."""

    async def authorize(self, id_tag: str) -> bool:
        """Whether the central system accepts the card."""

    async def tell(self, entry: Entry) -> Told:
        """Send a queued message in the words of the protocol; return once it is acknowledged."""

    async def tell_firmware(self, status: str) -> None:
        """Tell a step of a software update (a word of OCPP 1.6, 7.25)."""


LineOpener = Callable[[Address, "RemoteControl", Callable[[Line], Awaitable[None]]], Awaitable[None]]
"""Opens a line, does the job on it while it is read, closes it; raises one of `LINK_ERRORS` when it breaks."""
