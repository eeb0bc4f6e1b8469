"""A place for files: takes what is PUT there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

HEAD_END = b"\r\n\r\n"


@dataclass
class Uploads:
    """Files by path; `status` is what they are answered with."""

    address: str = ""
    status: int = 201
    files: dict[str, str] = field(default_factory=dict)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(HEAD_END)).decode()
        length = next(line.split(":")[1] for line in head.splitlines() if line.casefold().startswith("content-length"))
        method, path, _ = head.split(" ", 2)
        assert method == "PUT"
        self.files[path] = (await reader.readexactly(int(length))).decode()
        writer.write(f"HTTP/1.1 {self.status} X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()


@asynccontextmanager
async def uploads() -> AsyncIterator[Uploads]:
    """On a free port of this machine."""
    place = Uploads()
    async with await asyncio.start_server(place.take, "127.0.0.1", 0) as server:
        place.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/logs/"
        yield place
