"""A native station for tests: its end of the socket and a queue that it resends from, nothing more."""

import asyncio
import itertools
from typing import Any

import orjson
import websockets
from common.testing.helpers import eventually
from csms_gateway.gateway import Gateway
from gateway_support import Published, basic

AT = "2026-11-25T10:00:00.000Z"


class NativeStation:
    """Speaks JSON objects; `sent` holds every durable message by its number, as a station's disk does."""

    def __init__(self, socket: websockets.ClientConnection, queue_id: str = "q1") -> None:
        self.socket, self.queue_id = socket, queue_id
        self.acknowledged = 0
        self._numbers = itertools.count(1)

    async def send(self, message: Any) -> None:
        raw = message if isinstance(message, str | bytes) else orjson.dumps(message).decode()
        await self.socket.send(raw)

    async def receive(self, seconds: float = 10) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            message: dict[str, Any] = orjson.loads(await self.socket.recv())
            return message

    async def receive_type(self, kind: str) -> dict[str, Any]:
        """The next message of that type; others in between are passed over."""
        while (message := await self.receive())["type"] != kind:
            pass
        return message

    async def hello(self, last_sequence: int = 0, acknowledged: int = 0, **fields: Any) -> dict[str, Any]:
        """Say hello; the welcome."""
        queue = {"id": self.queue_id, "last_sequence": last_sequence, "acknowledged_sequence": acknowledged}
        await self.send({"type": "hello", "queue": queue, "maker": "Voltera", "model": "Fast 120", **fields})
        return await self.receive_type("welcome")

    async def tell(self, kind: str, sequence: int | None = None, **fields: Any) -> int:
        """Send a durable message, by default with the next number; its number."""
        number = next(self._numbers) if sequence is None else sequence
        await self.send({"type": kind, "sequence": number, "at": AT, **fields})
        return number

    async def until_acknowledged(self, sequence: int) -> None:
        while self.acknowledged < sequence:
            self.acknowledged = (await self.receive_type("ack"))["sequence"]

    async def closed(self, seconds: float = 10) -> int | None:
        async with asyncio.timeout(seconds):
            await self.socket.wait_closed()
        return self.socket.close_code


async def facts(published: Published, station_id: str, event_type: str, count: int) -> list[dict[str, Any]]:
    """So many facts of a type, as soon as the reader has them: it comes after the acknowledgement."""

    async def probe() -> Any:
        found = published.of(station_id, event_type)
        return found if len(found) >= count else None

    found: list[dict[str, Any]] = await eventually(probe)
    return found


async def dial_native(port: int, number: str, **options: Any) -> websockets.ClientConnection:
    options.setdefault("compression", None)
    options.setdefault("subprotocols", ["smartcharging.v1"])
    return await websockets.connect(f"ws://127.0.0.1:{port}/native/{number}", proxy=None, **options)


async def connect_native(
    gateway: Gateway, number: str, *, queue_id: str = "q1", secret: str | None = None
) -> NativeStation:
    headers = {"additional_headers": basic(number, secret)} if secret is not None else {}
    return NativeStation(await dial_native(gateway.port, number, **headers), queue_id)
