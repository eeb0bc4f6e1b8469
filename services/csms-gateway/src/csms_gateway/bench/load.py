"""A load generator that costs little: raw sockets, frames made once, answers only counted."""

import asyncio
from collections.abc import Sequence
from typing import cast

import orjson
from common.testing.helpers import eventually

_HANDSHAKE = (
    "GET /ocpp/{key} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
)


def masked_text(payload: bytes) -> bytes:
    """A client's text frame; a mask of zeros leaves the payload as it is."""
    return b"\x81\xfe" + len(payload).to_bytes(2, "big") + b"\0\0\0\0" + payload


def meter_values(message_id: int, samples: int = 7) -> bytes:
    """MeterValues of about 1 KB, as a frame."""
    measurands = ("Voltage", "Current.Import", "Power.Active.Import", "Energy.Active.Import.Register")
    sampled = [
        {"value": f"{230 + n}.{n}", "measurand": measurands[n % 4], "context": "Sample.Periodic", "location": "Outlet"}
        for n in range(samples)
    ]
    moment = {"timestamp": "2026-11-25T12:00:00Z", "sampledValue": sampled}
    payload = {"connectorId": 1, "transactionId": 77, "meterValue": [moment]}
    return masked_text(orjson.dumps([2, str(message_id), "MeterValues", payload]))


class Station(asyncio.Protocol):
    """One fake station."""

    def __init__(self) -> None:
        self.is_open: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sent = self.answered = 0
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
        # Answers to MeterValues are short and never split in practice on loopback.
        self.answered += data.count(b'[3,"')

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.is_open.done():
            self.is_open.set_exception(exc or ConnectionError("closed"))

    async def enter(self, key: str) -> None:
        assert self._transport is not None
        self._transport.write(_HANDSHAKE.format(key=key).encode())
        await self.is_open

    def send_meter_values(self) -> None:
        assert self._transport is not None
        self.sent += 1
        self._transport.write(meter_values(self.sent))

    def leave(self) -> None:
        if self._transport is not None:
            self._transport.abort()


async def connect_fleet(port: int, keys: Sequence[str]) -> list[Station]:
    """All stations of a fleet, connected fifty at a time."""
    loop, fleet = asyncio.get_running_loop(), []
    for start in range(0, len(keys), 50):
        some = keys[start : start + 50]
        stations = [(await loop.create_connection(Station, "127.0.0.1", port))[1] for _ in some]
        await asyncio.gather(*(station.enter(key) for station, key in zip(stations, some, strict=True)))
        fleet += stations
    return fleet


async def play(fleet: Sequence[Station], rate: int, seconds: float) -> int:
    """Send at a fixed rate, spread over the fleet in turn, whatever the answers do. Messages sent."""
    loop = asyncio.get_running_loop()
    began, sent = loop.time(), 0
    while (now := loop.time()) < began + seconds:
        due = int((now - began) * rate)
        while sent < due:
            fleet[sent % len(fleet)].send_meter_values()
            sent += 1
        await asyncio.sleep(0.002)
    return sent


async def until_answered(fleet: Sequence[Station]) -> None:
    """Wait for the answers that are still out. Raises AssertionError when some never come."""

    async def is_answered() -> bool:
        return all(station.sent == station.answered for station in fleet)

    await eventually(is_answered, seconds=10)
