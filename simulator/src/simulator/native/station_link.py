"""The line of a live station in smartcharging.v1."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from websockets.asyncio.client import ClientConnection

from simulator.native.generated.messages import Connector, Hello, LogEntry, OperationLog, Restart, Software, Welcome
from simulator.native.keeping import first_words, settings_version, update_state, wanted_words
from simulator.native.link import SUBPROTOCOL, NativeLink
from simulator.native.memory import Memory, memory_of
from simulator.native.orders import Orders
from simulator.native.sayings import NEW
from simulator.native.surroundings import DEVICES, modules, vehicle_data
from simulator.native.texts import moment
from simulator.station.line import Boot, Line, Told
from simulator.station.outbox import START, Entry
from simulator.station.remote import RemoteControl
from simulator.station.station import Station
from simulator.tasks import end
from simulator.wire import Address, over_socket

ROOT = "native"
VERDICTS = {"accepted": "Accepted", "blocked": "Blocked", "expired": "Expired", "invalid": "Invalid"}


@dataclass
class StationLine:
    """Implements `simulator.station.line.Line`."""

    link: NativeLink
    station: Station
    memory: Memory
    welcome: Welcome

    async def boot(self) -> Boot:
        """Nothing to say: hello has said it."""
        return Boot(is_accepted=True, interval_seconds=self.welcome.heartbeat_interval)

    async def beat(self) -> None:
        await self.link.beat()

    async def authorize(self, id_tag: str) -> bool:
        return await self._verdict(id_tag) == VERDICTS["accepted"]

    async def tell(self, entry: Entry) -> Told:
        """Put the entry's messages into the queue and wait until they are acknowledged."""
        await self.memory.queue.acknowledged(self.memory.take(entry))
        if entry.kind != START:
            return Told()
        self._tell_vehicle(entry)
        return Told(entry.transaction, await self._verdict(entry.payload["id_tag"]))

    def _tell_vehicle(self, entry: Entry) -> None:
        session = self.memory.storyteller.session_of(entry.transaction)
        connector = self.station.connectors[entry.payload["connector_id"]]
        data = vehicle_data(connector, session or "", moment(datetime.now(UTC)))
        if data is not None:
            self.memory.queue.put(data)

    async def tell_firmware(self, status: str) -> None:
        now = moment(datetime.now(UTC))
        self.memory.queue.put(
            OperationLog(sequence=NEW, at=now, entries=[LogEntry(at=now, event_type="update", action=status)])
        )
        self.memory.queue.put(update_state(status, now))

    async def _verdict(self, id_tag: str) -> str:
        credential = self.memory.storyteller.credential(id_tag)
        if credential is None:
            return VERDICTS["accepted"]
        answer = await self.link.authorize(credential)
        return VERDICTS.get(answer.result, VERDICTS["invalid"])


async def open_line(address: Address, remote: RemoteControl, job: Callable[[Line], Awaitable[None]]) -> None:
    """A line in the native protocol; see `simulator.station.line.LineOpener`."""
    memory = memory_of(remote.station.outbox)

    def make_link(_key: str, socket: ClientConnection) -> NativeLink:
        return NativeLink(socket, memory.queue)

    async def talk(link: NativeLink) -> None:
        welcome = await link.hello(hello(remote, memory))
        notes, now = memory.queue.notes, moment(datetime.now(UTC))
        for message in (*wanted_words(notes, welcome.settings_version, now), *first_words(notes, now)):
            memory.queue.put(message)
        line = StationLine(link, remote.station, memory, welcome)
        link.on_command = Orders(remote, memory, line).obey
        telling = memory.surroundings_of(remote.station).tell()
        await beside([link.send_queue(welcome), telling], job(line))

    await over_socket(replace(address, base=native_base(address.base)), SUBPROTOCOL, make_link, talk)


async def beside(helpers: Iterable[Awaitable[None]], job: Awaitable[None]) -> None:
    """Do the job while the helpers run; what ends a helper ends the job."""
    helping, working = [asyncio.ensure_future(helper) for helper in helpers], asyncio.ensure_future(job)
    try:
        done, _ = await asyncio.wait({*helping, working}, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        await end(*helping, working)


def hello(remote: RemoteControl, memory: Memory) -> Hello:
    """The passport of the station."""
    station = remote.station
    connectors = [
        Connector(
            number=item.number,
            type=item.kind.type,
            supply="dc" if item.is_dc else "ac",
            max_power_w=item.kind.max_power_w,
        )
        for item in station.connectors.values()
    ]
    return Hello(
        queue=memory.queue.passport(),
        maker=station.maker,
        model=station.model,
        serial_number=station.key,
        software=Software(version=station.firmware_version),
        connectors=connectors,
        devices=DEVICES,
        modules=[module for item in station.connectors.values() if item.is_dc for module in modules(item)],
        restart=Restart(cause=memory.restart_cause, at=memory.restarted_at),
        settings_version=settings_version(memory.queue.notes) or None,
    )


def native_base(base: str) -> str:
    """The address before the station's number, of its address for another protocol."""
    return f"{base.rstrip('/').rpartition('/')[0]}/{ROOT}"
