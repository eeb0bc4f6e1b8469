"""Readiness probes: each returns when the other side serves and raises OSError when it does not."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from launcher.program import Probe

TIMEOUT_SECONDS = 3.0
METADATA_REQUEST = struct.pack(">hhih", 3, 1, 1, -1) + struct.pack(">i", 0)
"""Kafka's Metadata v1: correlation id 1, no client id, no topics; answered by brokers and the controller's id."""

STARTUP_MESSAGE = struct.pack(">i", 3 << 16) + b"user\0postgres\0database\0postgres\0\0"
"""PostgreSQL's protocol 3.0; answered by R (a request for the password) or E (an error)."""


@asynccontextmanager
async def _connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    async with asyncio.timeout(TIMEOUT_SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            yield reader, writer
        except (asyncio.IncompleteReadError, struct.error) as error:
            raise ConnectionError(f"port {port} closed the connection") from error
        finally:
            writer.close()


def http_probe(port: int, path: str) -> Probe:
    """Ready when `path` on a loopback port answers 200."""

    async def probe() -> None:
        async with _connection(port) as (reader, writer):
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            status = (await reader.readline()).split(b" ")
            if b"200" not in status[1:2]:
                raise ConnectionError(f"{path} on port {port} is not ready")

    return probe


def kafka_probe(port: int) -> Probe:
    """Ready when the broker names itself and a controller; an open port alone may belong to a fenced broker."""

    async def probe() -> None:
        async with _connection(port) as (reader, writer):
            writer.write(struct.pack(">i", len(METADATA_REQUEST)) + METADATA_REQUEST)
            (size,) = struct.unpack(">i", await reader.readexactly(4))
            brokers, controller = _brokers_and_controller(await reader.readexactly(size))
            if not brokers or controller < 0:
                raise ConnectionError("the broker has not joined yet")

    return probe


def _brokers_and_controller(answer: bytes) -> tuple[int, int]:
    """Number of brokers and controller id (-1: none) of a Metadata v1 answer."""
    _, count = struct.unpack_from(">ii", answer)
    position = 8
    for _ in range(count):
        (host,) = struct.unpack_from(">h", answer, position + 4)
        (rack,) = struct.unpack_from(">h", answer, position + 4 + 2 + host + 4)
        position += 4 + 2 + host + 4 + 2 + max(rack, 0)
    return count, int(struct.unpack_from(">i", answer, position)[0])


def postgres_probe(port: int) -> Probe:
    """Ready when the server asks who we are; while it recovers it refuses instead."""

    async def probe() -> None:
        async with _connection(port) as (reader, writer):
            writer.write(struct.pack(">i", 4 + len(STARTUP_MESSAGE)) + STARTUP_MESSAGE)
            if await reader.readexactly(1) != b"R":
                raise ConnectionError("PostgreSQL does not accept connections yet")

    return probe
