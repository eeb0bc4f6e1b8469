"""A load generator that costs little: raw sockets, frames made once, answers only counted and timed."""

import asyncio
from base64 import b64encode
from collections import deque
from collections.abc import Callable, Sequence
from typing import cast

import orjson
from common.testing.helpers import eventually

from csms_gateway.ocppj.samples import DEFAULT_MEASURAND

_HANDSHAKE = (
    "GET /{root}/{key} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: {protocol}\r\n{authorization}\r\n"
)
_ID = b"@@@@@@@@@"
_PING = b"\x89"
MakeFrame = Callable[[int], bytes]
"""Number of a message → its frame."""


def masked_text(payload: bytes) -> bytes:
    """A client's text frame; a mask of zeros leaves the payload as it is."""
    size = len(payload)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + b"\0\0\0\0" + payload


def _numbered(template: bytes) -> MakeFrame:
    return lambda number: template.replace(_ID, b"%09d" % number)


def heartbeat() -> MakeFrame:
    """Heartbeats, each with an id of its own."""
    return _numbered(masked_text(b'[2,"%b","Heartbeat",{}]' % _ID))


def meter_values(samples: int = 7) -> MakeFrame:
    """MeterValues of about 140 bytes a sample."""
    kinds = (("Voltage", "V"), ("Current.Import", "A"), ("Power.Active.Import", "W"), (DEFAULT_MEASURAND, "Wh"))
    fixed = {"context": "Sample.Periodic", "location": "Outlet", "format": "Raw"}
    sampled = [
        {"value": f"{230 + n}.{n}", "measurand": kinds[n % 4][0], "unit": kinds[n % 4][1], **fixed}
        for n in range(samples)
    ]
    moment = {"timestamp": "2026-11-25T12:00:00Z", "sampledValue": sampled}
    payload = {"connectorId": 1, "transactionId": 77, "meterValue": [moment]}
    return _numbered(masked_text(orjson.dumps([2, _ID.decode(), "MeterValues", payload])))


class Station(asyncio.Protocol):
    """One fake station. Answers come in the order of the calls, so a queue of times is enough."""

    ROOT, PROTOCOL = "ocpp", "ocpp1.6"

    def __init__(self) -> None:
        self.is_open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sent = self.answered = 0
        self.on_answer: Callable[[Station], None] | None = None
        self.latencies: list[float] = []
        self._sent_at: deque[float] = deque()
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop has a class of its own

    def data_received(self, data: bytes) -> None:
        if not self.is_open.done():
            if data.startswith(b"HTTP/1.1 101"):
                self.is_open.set_result(None)
            else:
                self.is_open.set_exception(ConnectionError(data[:100].decode("latin-1")))
            return
        if _PING in data:
            self._pong(data)
        self.take(data)

    def _pong(self, data: bytes) -> None:
        """The reference hangs up on who leaves its pings unanswered; no answer has that byte in its text."""
        start = data.index(_PING)
        size = data[start + 1]
        self.write(b"\x8a%c\0\0\0\0%b" % (0x80 | size, data[start + 2 : start + 2 + size]))

    def take(self, data: bytes) -> None:
        """What came after the handshake. Answers are short and never split in practice on loopback."""
        self.note_answers(data.count(b'[3,"'))

    def note_answers(self, count: int) -> None:
        """So many more of the messages are answered."""
        now = asyncio.get_running_loop().time()
        for _ in range(count):
            self.answered += 1
            self.latencies.append(now - self._sent_at.popleft())
            if self.on_answer is not None:
                self.on_answer(self)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.is_open.done():
            self.is_open.set_exception(exc or ConnectionError("closed"))

    async def enter(self, key: str, password: str | None = None) -> None:
        """Shake hands; with a password by HTTP Basic."""
        told = f"Authorization: Basic {b64encode(f'{key}:{password}'.encode()).decode()}\r\n" if password else ""
        head = _HANDSHAKE.format(root=self.ROOT, protocol=self.PROTOCOL, key=key, authorization=told)
        self.write(head.encode())
        await self.is_open

    def send(self, frame: bytes) -> None:
        self.sent += 1
        self._sent_at.append(asyncio.get_running_loop().time())
        self.write(frame)

    def write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)

    def leave(self) -> None:
        if self._transport is not None:
            self._transport.abort()


async def connect_fleet(
    port: int, keys: Sequence[str], at_once: int = 50, kind: type[Station] = Station, password: str | None = None
) -> list[Station]:
    """All stations of a fleet, connected so many at a time."""
    loop, fleet = asyncio.get_running_loop(), []
    for start in range(0, len(keys), at_once):
        some = keys[start : start + at_once]
        made = await asyncio.gather(*(loop.create_connection(kind, "127.0.0.1", port) for _ in some))
        stations = [station for _, station in made]
        await asyncio.gather(*(station.enter(key, password) for station, key in zip(stations, some, strict=True)))
        fleet += stations
    return fleet


async def play(fleet: Sequence[Station], rate: int, seconds: float, make: MakeFrame) -> int:
    """Send at a fixed rate, spread over the fleet in turn, whatever the answers do. Messages sent."""
    loop = asyncio.get_running_loop()
    began, sent = loop.time(), 0
    first = sum(station.sent for station in fleet)
    while (now := loop.time()) < began + seconds:
        due = int((now - began) * rate)
        while sent < due:
            fleet[sent % len(fleet)].send(make(first + sent))
            sent += 1
        await asyncio.sleep(0.002)
    return sent


async def press(fleet: Sequence[Station], seconds: float, make: MakeFrame, in_flight: int = 4) -> int:
    """As many messages as are answered, so many of each station in flight. Messages sent."""
    loop = asyncio.get_running_loop()
    end, number = loop.time() + seconds, sum(station.sent for station in fleet)
    first = number

    def send_next(station: Station) -> None:
        nonlocal number
        if loop.time() < end:
            number += 1
            station.send(make(number))

    for station in fleet:
        station.on_answer = send_next
        for _ in range(in_flight):
            send_next(station)
    await asyncio.sleep(seconds)
    await until_answered(fleet)
    for station in fleet:
        station.on_answer = None
    return number - first


async def until_answered(fleet: Sequence[Station]) -> None:
    """Wait for the answers that are still out. Raises AssertionError when some never come."""

    async def is_answered() -> bool:
        return all(station.sent == station.answered for station in fleet)

    await eventually(is_answered, seconds=20)
