"""A station that tells its sessions late, and does not give up before each of them is answered."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from simulator.backoff import Backoff
from simulator.replay.crowd import Crowd, Pace
from simulator.replay.plan import StationPlan
from simulator.replay.progress import Reporter
from simulator.replay.steps import Step, station_steps
from simulator.replay.telling import Telling
from simulator.wire import LINK_ERRORS, Address

BOOT_RETRY_SECONDS = 1.0
HEARTBEAT_SECONDS = 10.0

L = TypeVar("L")


class NotAcceptedYetError(Exception):
    """The central system answered the boot with Pending or Rejected."""


@dataclass
class StationDelivery(ABC, Generic[L]):
    """One station's queue and the stubborn way to empty it over links of the type `L`."""

    plan: StationPlan
    address: Address
    pace: Pace
    reporter: Reporter
    tellings: list[Telling] = field(init=False)
    reconnects: int = 0
    trouble: str | None = None
    _queue: deque[Step] = field(init=False)
    _is_booted: bool = False
    _answered_at: float = 0.0
    _backoff: Backoff = field(default_factory=Backoff)

    def __post_init__(self) -> None:
        self.tellings, steps = station_steps(self.plan, self.session_steps)
        self._queue = deque(self._reordered(steps))

    async def run(self, crowd: Crowd) -> None:
        """Tell everything; after `patience_seconds` without any answer leave the rest untold and say why."""
        self._answered_at = time.monotonic()
        while self._queue and not self._is_out_of_patience():
            try:
                await self.over_link(lambda link: self._tell_and_stay(link, crowd))
            except (*LINK_ERRORS, NotAcceptedYetError) as error:
                self._met(error)
                await asyncio.sleep(self._backoff.pause())
        crowd.told(self.plan.number)

    def _reordered(self, steps: list[Step]) -> list[Step]:
        """The queue with some neighbours swapped, if the station's faults say so; ends of sessions stay in place."""
        faults = self.address.faults
        if faults is None:
            return steps
        for index in range(len(steps) - 1):
            one, other = steps[index], steps[index + 1]
            if one.is_update and other.is_update and faults.strikes(faults.plan.reorder):
                steps[index], steps[index + 1] = other, one
        return steps

    async def _tell_and_stay(self, link: L, crowd: Crowd) -> None:
        await self.tell(link)
        crowd.told(self.plan.number)
        while crowd.stays and not crowd.all_told.is_set():
            await self.beat(link)
            await wait_for_event(crowd.all_told, HEARTBEAT_SECONDS)

    async def tell(self, link: L) -> None:
        """Boot if that is still owed, then empty the queue, one message in flight."""
        if not self._is_booted:
            await self._boot(link)
        while self._queue:
            await self._send(link, self._queue[0])
            self._queue.popleft()
            await asyncio.sleep(self.pace.pause_seconds)

    async def _send(self, link: L, step: Step) -> None:
        await self.send(link, step)
        self._got_answer()
        if step.is_last:
            self.reporter.advance()

    async def _boot(self, link: L) -> None:
        if not await self.boot(link):
            await asyncio.sleep(BOOT_RETRY_SECONDS)
            raise NotAcceptedYetError
        self._is_booted = True
        self._got_answer()

    def _met(self, error: Exception) -> None:
        self.trouble = f"{type(error).__name__}: {error}"
        self.reconnects += 1

    def _got_answer(self) -> None:
        self._answered_at = time.monotonic()
        self._backoff.reset()

    def _is_out_of_patience(self) -> bool:
        return time.monotonic() - self._answered_at > self.pace.patience_seconds

    @abstractmethod
    def session_steps(self, telling: Telling) -> Iterable[Step]:
        """The messages of a session, oldest first."""

    @abstractmethod
    async def over_link(self, job: Callable[[L], Awaitable[None]]) -> None:
        """Open a line, do the job on it, close it."""

    @abstractmethod
    async def boot(self, link: L) -> bool:
        """Boot and tell the connectors' statuses; says whether the station may go on."""

    @abstractmethod
    async def beat(self, link: L) -> None:
        """Show that the station is alive."""

    @abstractmethod
    async def send(self, link: L, step: Step) -> None:
        """Send one message and hand it its answer."""


async def wait_for_event(event: asyncio.Event, seconds: float) -> None:
    """Wait until the event or the time, whichever comes first."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
