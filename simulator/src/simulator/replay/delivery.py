"""A station that tells its sessions late, and does not give up before each of them is answered."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ocpp.v16 import call
from ocpp.v16.enums import ChargePointErrorCode, ChargePointStatus, RegistrationStatus

from simulator.backoff import Backoff
from simulator.ocpp16.link import LINK_ERRORS, Address, over_link
from simulator.ocpp16.texts import timestamp
from simulator.replay.link import ReplayLink
from simulator.replay.plan import StationPlan
from simulator.replay.progress import Reporter
from simulator.replay.steps import Step, StopStep, Telling, station_steps

BOOT_RETRY_SECONDS = 1.0
HEARTBEAT_SECONDS = 10.0
LONGEST_NAME = 20  # OCPP 1.6, 6.1


class NotAcceptedYetError(Exception):
    """The central system answered BootNotification with Pending or Rejected."""


@dataclass(frozen=True)
class Pace:
    """How a run treats its stations.

    `patience_seconds`: how long a station tries without a single answer before it gives up.
    `pause_seconds`: waited after each message; 0 sends as fast as the answers come.
    """

    patience_seconds: float = 300.0
    pause_seconds: float = 0.0


class Crowd:
    """The stations of a run. When `stays` is set, those that are done stay connected until the last one is."""

    def __init__(self, numbers: set[str], *, stays: bool) -> None:
        self.stays = stays
        self.all_told = asyncio.Event()
        self._telling = numbers

    def told(self, number: str) -> None:
        """A station has nothing more to tell."""
        self._telling.discard(number)
        if not self._telling:
            self.all_told.set()


@dataclass
class StationDelivery:
    """One station's queue and the stubborn way to empty it."""

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
        self.tellings, steps = station_steps(self.plan)
        self._queue = deque(steps)

    async def run(self, crowd: Crowd) -> None:
        """Tell everything; after `patience_seconds` without any answer leave the rest untold and say why."""
        self._answered_at = time.monotonic()
        while self._queue and not self._is_out_of_patience():
            try:
                await over_link(self.address, ReplayLink, lambda link: self._tell_and_stay(link, crowd))
            except (*LINK_ERRORS, NotAcceptedYetError) as error:
                self._met(error)
                await asyncio.sleep(self._backoff.pause())
        crowd.told(self.plan.number)

    async def _tell_and_stay(self, link: ReplayLink, crowd: Crowd) -> None:
        await self.tell(link)
        crowd.told(self.plan.number)
        while crowd.stays and not crowd.all_told.is_set():
            await link.ask(call.Heartbeat())
            await wait_for_event(crowd.all_told, HEARTBEAT_SECONDS)

    async def tell(self, link: ReplayLink) -> None:
        """Boot if that is still owed, then empty the queue, one message in flight."""
        if not self._is_booted:
            await self._boot(link)
        while self._queue:
            await self._send(link, self._queue[0])
            self._queue.popleft()
            await asyncio.sleep(self.pace.pause_seconds)

    async def _send(self, link: ReplayLink, step: Step) -> None:
        step.answered(await link.ask(step.request(), message_id=step.message_id, is_checked=False))
        self._got_answer()
        if isinstance(step, StopStep):
            self.reporter.advance()

    async def _boot(self, link: ReplayLink) -> None:
        model, maker = self.plan.model[:LONGEST_NAME], self.plan.maker[:LONGEST_NAME]
        boot = call.BootNotification(charge_point_model=model, charge_point_vendor=maker)
        answer = await link.ask(boot)
        if answer.status != RegistrationStatus.accepted:
            await asyncio.sleep(BOOT_RETRY_SECONDS)
            message = f"boot answered {answer.status}"
            raise NotAcceptedYetError(message)
        for number in (0, *self.plan.connectors):
            await link.ask(available(number))
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


def available(connector_number: int) -> call.StatusNotification:
    """StatusNotification of a free connector; 0 is the station itself."""
    return call.StatusNotification(
        connector_id=connector_number,
        error_code=ChargePointErrorCode.no_error,
        status=ChargePointStatus.available,
        timestamp=timestamp(datetime.now(UTC)),
    )


async def wait_for_event(event: asyncio.Event, seconds: float) -> None:
    """Wait until the event or the time, whichever comes first."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
