"""A native station that tells its sessions late: everything is in its queue, the line takes what it takes."""

import asyncio
import time
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection

from simulator.backoff import Backoff
from simulator.native.generated.messages import Connector, Credential, Hello, Software
from simulator.native.link import SUBPROTOCOL, NativeLink
from simulator.native.queue import MessageQueue
from simulator.native.story import Told, station_story
from simulator.replay.crowd import Crowd, Pace
from simulator.replay.plan import StationPlan
from simulator.replay.progress import Reporter
from simulator.replay.telling import Telling
from simulator.tasks import end
from simulator.wire import LINK_ERRORS, Address, over_socket

HEARTBEAT_SECONDS = 10.0
AHEAD = 200
"""Messages that are put into the queue before they are due: more would only be memory."""


@dataclass
class NativeDelivery:
    """Implements `simulator.protocols.Delivery`."""

    plan: StationPlan
    address: Address
    pace: Pace
    reporter: Reporter
    tellings: list[Telling] = field(init=False)
    reconnects: int = 0
    trouble: str | None = None
    queue: MessageQueue = field(default_factory=MessageQueue)
    _story: list[Told] = field(init=False)
    _told: int = 0
    """How many messages of the story are acknowledged; message n of the story has the number n + 1."""
    _answered_at: float = 0.0
    _backoff: Backoff = field(default_factory=Backoff)
    _moved: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.tellings, self._story = station_story(self.plan)

    async def run(self, crowd: Crowd) -> None:
        """Tell everything; after `patience_seconds` without any acknowledgement leave the rest and say why."""
        self._answered_at = time.monotonic()
        while not self._is_done() and not self._is_out_of_patience():
            try:
                await over_socket(self.address, SUBPROTOCOL, self._make_link, lambda link: self._tell(link, crowd))
            except LINK_ERRORS as error:
                self.trouble = f"{type(error).__name__}: {error}"
                self.reconnects += 1
                await asyncio.sleep(self._backoff.pause())
        crowd.told(self.plan.number)

    def _make_link(self, _key: str, socket: ClientConnection) -> NativeLink:
        return NativeLink(socket, self.queue, on_ack=self._acknowledged)

    async def _tell(self, link: NativeLink, crowd: Crowd) -> None:
        welcome = await link.hello(self._hello())
        self._backoff.reset()
        sending = asyncio.ensure_future(link.send_queue(welcome))
        filling = asyncio.ensure_future(self._fill())
        try:
            await asyncio.wait({filling, sending}, return_when=asyncio.FIRST_COMPLETED)
            if not filling.done():
                sending.result()
            await filling
            await self._stay(link, crowd)
        finally:
            await end(sending, filling)

    async def _fill(self) -> None:
        """Put the story into the queue at the run's pace, and wait until all of it is acknowledged."""
        while not self._is_done():
            while self.queue.last_sequence < min(len(self._story), self._told + AHEAD):
                self.queue.put(self._story[self.queue.last_sequence].message)
                await asyncio.sleep(self.pace.pause_seconds)
            self._moved.clear()
            if not self._is_done():
                await self._moved.wait()

    async def _stay(self, link: NativeLink, crowd: Crowd) -> None:
        crowd.told(self.plan.number)
        while crowd.stays and not crowd.all_told.is_set():
            await link.beat()
            await asyncio.wait({asyncio.ensure_future(crowd.all_told.wait())}, timeout=HEARTBEAT_SECONDS)

    def _acknowledged(self, sequence: int) -> None:
        for told in self._story[self._told : sequence]:
            told.telling.authorization = told.telling.authorization or "Accepted"
            if told.is_end:
                told.telling.is_told = True
                self.reporter.advance()
        self._told = max(self._told, sequence)
        self._answered_at = time.monotonic()
        self._moved.set()

    def _hello(self) -> Hello:
        connectors = [
            Connector(number=number, type=kind.type, max_power_w=kind.max_power_w)
            for number, kind in sorted(self.plan.connectors.items())
        ]
        return Hello(
            queue=self.queue.passport(),
            maker=self.plan.maker,
            model=self.plan.model,
            software=Software(version="replay"),
            connectors=connectors,
        )

    def _is_done(self) -> bool:
        return self._told >= len(self._story)

    def _is_out_of_patience(self) -> bool:
        return time.monotonic() - self._answered_at > self.pace.patience_seconds


async def ask_for_cards(address: Address, waiting: set[str]) -> None:
    """Ask for each card once; take the accepted ones out of the set."""

    async def ask(link: NativeLink) -> None:
        for card in sorted(waiting):
            answer = await link.authorize(Credential(kind="rfid", number=card))
            if answer.result == "accepted":
                waiting.discard(card)

    await over_socket(address, SUBPROTOCOL, lambda _, socket: NativeLink(socket, MessageQueue()), ask)
