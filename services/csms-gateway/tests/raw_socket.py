"""A websocket client that may break every rule: frames byte by byte, for what no library would send."""

import asyncio
import os
import struct
from dataclasses import dataclass

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10


@dataclass
class RawFrame:
    opcode: int
    payload: bytes

    @property
    def close_code(self) -> int:
        return struct.unpack("!H", self.payload[:2])[0] if self.opcode == CLOSE and self.payload else 0


class RawSocket:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int, key: str) -> "RawSocket":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /ocpp/{key} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head
        return cls(reader, writer)

    def send(self, opcode: int, payload: bytes, *, fin: bool = True, rsv: int = 0, masked: bool = True) -> None:
        first = (0x80 if fin else 0) | rsv << 4 | opcode
        self._writer.write(bytes([first]) + _length(len(payload), masked=masked) + _body(payload, masked=masked))

    def send_raw(self, data: bytes) -> None:
        self._writer.write(data)

    def stop_reading(self) -> None:
        self._writer.transport.pause_reading()  # type: ignore[attr-defined]  # a stream's transport reads too

    async def receive(self, seconds: float = 10) -> RawFrame:
        async with asyncio.timeout(seconds):
            first, second = await self._reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", await self._reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self._reader.readexactly(8))
            return RawFrame(first & 0x0F, await self._reader.readexactly(size))

    async def ended(self, seconds: float = 10) -> None:
        async with asyncio.timeout(seconds):
            try:
                await self._reader.read()
            except ConnectionResetError:
                return

    def close(self) -> None:
        self._writer.transport.abort()


def _length(size: int, *, masked: bool) -> bytes:
    mask = 0x80 if masked else 0
    if size < 126:
        return bytes([mask | size])
    if size < 1 << 16:
        return bytes([mask | 126]) + struct.pack("!H", size)
    return bytes([mask | 127]) + struct.pack("!Q", size)


def _body(payload: bytes, *, masked: bool) -> bytes:
    if not masked:
        return payload
    key = os.urandom(4)
    stretched = (key * (len(payload) // 4 + 1))[: len(payload)]
    return key + (int.from_bytes(payload, "big") ^ int.from_bytes(stretched, "big")).to_bytes(len(payload), "big")
