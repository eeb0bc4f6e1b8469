"""Another system of the operator: it takes webhooks on this machine, and is busy now and then."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from simulator.api import Api, ApiError, Json

FILE = "receiver.json"
BUSY_EVERY = 7
TAKEN, BUSY = b"204 No Content", b"503 Service Unavailable"
TYPES = ["session.started", "session.ended", "payment.changed", "command.*"]
ABROAD: Json = {
    "name": "Карта роуминга (ещё не подключена)",
    "url": "https://roaming.example.org/hooks",
    "event_types": ["station.disconnected", "station.connected"],
    "organization_id": None,
}


def port_of(folder: Path) -> int:
    """The receiver's port, the same after every start: the webhook's address holds it."""
    file = folder / FILE
    if file.exists():
        return int(json.loads(file.read_text(encoding="utf-8"))["port"])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    file.write_text(json.dumps({"port": port}), encoding="utf-8")
    return port


async def subscribe(api: Api, port: int) -> None:
    """Two webhooks of the whole network, whose organizations have no parent: one delivers, one cannot be found."""
    known = {str(item["name"]) async for item in api.pages("webhooks")}
    url = f"http://127.0.0.1:{port}/hooks"
    ours: Json = {"name": "Учётная система", "url": url, "event_types": TYPES, "organization_id": None}
    for body in (ours, ABROAD):
        if body["name"] in known:
            continue
        try:
            await api.post("webhooks", body)
        except ApiError as error:  # this installation does not allow addresses of its own machine
            print(f"webhooks: {error}", flush=True)


class Receiver:
    """Answers 204; every seventh message is refused the first time, so that its retry can be seen in the log."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        """Takes requests as long as the block lasts; a port that somebody else has taken is left to him."""
        try:
            server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        except OSError as error:
            print(f"receiver: {error}", flush=True)
            yield
            return
        async with server:
            yield

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            headers = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
            await reader.readexactly(int(headers.get("content-length", "0")))
            status = self.answer(headers.get("webhook-id", ""))
            writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
            await writer.drain()
        except (OSError, ValueError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # a stranger's request; nobody waits for an answer
        finally:
            writer.close()

    def answer(self, message_id: str) -> bytes:
        """The status line for a message."""
        is_new = message_id not in self._seen
        place = self._seen.setdefault(message_id, len(self._seen))
        return BUSY if is_new and place % BUSY_EVERY == BUSY_EVERY - 1 else TAKEN
