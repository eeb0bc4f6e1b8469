"""Switched on: the line that is always picked up again, the meter that runs, the clock of heartbeats."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from simulator.backoff import Backoff
from simulator.station.line import Line, LineOpener
from simulator.station.outbox import START
from simulator.station.remote import RemoteControl
from simulator.station.station import Station
from simulator.tasks import end
from simulator.wire import LINK_ERRORS, Address

TICK_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 5.0
SHORTEST_BOOT_WAIT_SECONDS = 1.0


@dataclass
class PoweredStation:
    """A station on its line. `say` tells a person what happens."""

    station: Station
    address: Address
    say: Callable[[str], None]
    open_line: LineOpener
    remote: RemoteControl = field(init=False)
    line: Line | None = None
    is_booted: bool = False
    lines: int = 0
    """How often it has had one."""
    _online: asyncio.Event = field(default_factory=asyncio.Event)
    _offline: asyncio.Event = field(default_factory=asyncio.Event)
    _backoff: Backoff = field(default_factory=lambda: Backoff(LONGEST_PAUSE_SECONDS))

    def __post_init__(self) -> None:
        self.remote = RemoteControl(self.station, self.address.secret)
        self.pick_up()

    def pick_up(self) -> None:
        """Keep a line from now on."""
        self._offline.clear()
        self._online.set()

    def hang_up(self) -> None:
        """Cut the line and stay away from it."""
        self._online.clear()
        self._offline.set()

    async def run(self) -> None:
        """For ever: keep the line, let the meter run."""
        async with asyncio.TaskGroup() as running:
            running.create_task(self._keep_line())
            running.create_task(self._measure())

    async def _keep_line(self) -> None:
        while True:
            await self._online.wait()
            address = replace(self.address, secret=self.remote.secret)
            try:
                await self.open_line(address, self.remote, self._talk)
            except LINK_ERRORS as error:
                self.say(f"line lost: {type(error).__name__}: {error}")
            self.line = None
            await asyncio.sleep(self._pause())

    def _pause(self) -> float:
        if not self.remote.restarting.is_set():
            return self._backoff.pause()
        self.remote.restarting.clear()
        self.is_booted = False
        return self.station.behaviour.reboot_seconds

    async def _talk(self, link: Line) -> None:
        """Boot, tell what is so now, then empty the queue and beat until something cuts the line."""
        if not self.is_booted:
            await self._boot(link)
        self.line = link
        self.lines += 1
        self.say("connected")
        self._backoff.reset()
        # Only now: while a status is owed the outbox is not empty, and nobody takes the station for one that told all.
        self.station.outbox.drop_statuses()
        self.station.tell_all_statuses()
        ways_out = [self._send_queue(link), self._beat(link), self.remote.restarting.wait(), self._offline.wait()]
        tasks = [asyncio.ensure_future(way) for way in ways_out]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            await end(*tasks)

    async def _boot(self, link: Line) -> None:
        while True:
            answer = await link.boot()
            if answer.is_accepted:
                break
            self.say("the boot was not accepted")
            await asyncio.sleep(max(SHORTEST_BOOT_WAIT_SECONDS, answer.interval_seconds))
        self.is_booted = True
        if answer.interval_seconds > 0:
            self.station.configuration.values["HeartbeatInterval"] = str(answer.interval_seconds)

    async def _send_queue(self, link: Line) -> None:
        while True:
            entry = await self.station.outbox.head()
            told = await link.tell(entry)
            self.station.outbox.answered(entry, told.transaction_id)
            if entry.kind == START and entry.transaction is not None:
                self.station.started(entry.transaction, told.authorization or "Accepted")

    async def _beat(self, link: Line) -> None:
        while True:
            await asyncio.sleep(self.station.configuration.seconds("HeartbeatInterval"))
            await link.beat()

    async def _measure(self) -> None:
        """Let energy flow, and tell the meter of charging connectors at the configured interval."""
        last = told = time.monotonic()
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.monotonic()
            self.station.advance(now - last)
            last = now
            if now - told >= self.station.configuration.seconds("MeterValueSampleInterval"):
                told = now
                self._tell_charging()

    def _tell_charging(self) -> None:
        for connector in self.station.connectors.values():
            if connector.transaction is not None:
                self.station.tell_meter(connector.number)

    async def present(self, number: int, id_tag: str) -> None:
        """A card at the reader: asked for, if there is a line, else accepted as configured; plugs the car in first."""
        connector = self.station.connectors[number]
        if not connector.is_plugged:
            self.station.plug(number)
        if not await self._is_accepted(id_tag):
            self.say(f"card {id_tag} was refused")
            return
        if connector.can_start(id_tag):
            self.station.start(number, id_tag)

    async def _is_accepted(self, id_tag: str) -> bool:
        if self.line is None:
            return self.station.configuration.is_true("AllowOfflineTxForUnknownId")
        try:
            return await self.line.authorize(id_tag)
        except LINK_ERRORS:
            return self.station.configuration.is_true("AllowOfflineTxForUnknownId")
