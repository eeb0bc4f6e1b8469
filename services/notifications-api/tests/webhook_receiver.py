"""A receiver of webhooks: a real HTTP server on loopback that answers as the test wishes and remembers everything."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from standardwebhooks import Webhook as Verifier


@dataclass
class Received:
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def verify(self, secret: str) -> Any:
        """Raises unless the signature is that of the secret."""
        return Verifier(secret).verify(self.body, self.headers)


@dataclass
class Receiver:
    """`answer(received) -> (status, body)`; default 204. `keeps`: requests of one connection, then it is closed."""

    port: int = 0
    requests: list[Received] = field(default_factory=list)
    answer: Callable[[Received], tuple[int, bytes]] = lambda _: (204, b"")
    is_silent: bool = False
    keeps: int = 1
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):  # the sender has hung up
            for _ in range(self.keeps):
                await self._take(reader, writer)
        writer.close()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers = {
            name.lower(): value.strip()
            for name, value in (line.split(":", 1) for line in head.split("\r\n")[1:] if line)
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        received = Received(headers, body)
        self.requests.append(received)
        if self.is_silent:
            await reader.read()
        status, text = self.answer(received)
        location = "location: http://127.0.0.1:1/\r\n" if status == 302 else ""
        closing = "connection: close\r\n" if self.keeps == 1 else ""
        head = f"HTTP/1.1 {status} X\r\n{location}content-length: {len(text)}\r\n{closing}\r\n"
        writer.write(head.encode() + text)
        await writer.drain()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
