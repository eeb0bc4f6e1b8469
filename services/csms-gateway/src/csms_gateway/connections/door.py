"""The first bytes of a connection: read the HTTP head, ask who may enter, hand the transport to the websocket code.

picows decides about a handshake synchronously; a password check takes 50 ms in a thread. So the door reads and
judges the request itself and gives picows a short clean one, which also forgives what picows would refuse
(`Connection: keep-alive, Upgrade`, blanks in the path).
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final, Protocol, cast

import structlog

from csms_gateway.connections.http import HEAD_LIMIT, BadRequest, Request, Response, parse_head
from csms_gateway.connections.identity import believable, client_address
from csms_gateway.connections.socket import SocketListener
from csms_gateway.metrics import HANDSHAKES

log = structlog.get_logger()
_END: Final = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Admission:
    """The station may enter. With `refusal` the handshake is completed only to say so by a close code (quirk H3)."""

    protocol: str | None
    listener: SocketListener | None
    refusal: str = ""
    deflate: str | None = None
    """Answer to the offered extensions, None: none."""


class DoorKeeper(Protocol):
    """Judges requests."""

    async def judge(self, request: Request, remote_address: str) -> Admission | Response: ...


class Upgrader(Protocol):
    """Turns an admitted transport into a websocket: the one place that knows the library."""

    def upgrade(
        self, transport: asyncio.Transport, key: str, admission: Admission, remote_address: str, rest: bytes
    ) -> None: ...


@dataclass(slots=True)
class Callers:
    """How many stand at the door, and how many may."""

    limit: int
    count: int = 0

    def come(self) -> bool:
        """Whether there is room for one more, who then counts."""
        if self.count >= self.limit:
            return False
        self.count += 1
        return True

    def go(self) -> None:
        self.count -= 1


@dataclass(frozen=True, slots=True)
class House:
    """What all doors share."""

    keeper: DoorKeeper
    upgrader: Upgrader
    spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
    timeout: float
    """Seconds that a connection may take to say what it wants."""
    trusted_proxies: frozenset[str]
    callers: Callers


class Door(asyncio.Protocol):
    """One connection until it is a websocket, or answered and closed."""

    __slots__ = ("_buffer", "_house", "_is_counted", "_task", "_timeout", "_transport")

    def __init__(self, house: House) -> None:
        self._house, self._is_counted = house, False
        self._buffer = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._timeout = asyncio.get_running_loop().call_later(house.timeout, self._give_up)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # aiofastnet's transport has the methods of asyncio.Transport without being one.
        self._transport = cast("asyncio.Transport", transport)
        self._is_counted = self._house.callers.come()
        if not self._is_counted:
            HANDSHAKES.labels("crowded").inc()
            self._transport.abort()

    def connection_lost(self, _exc: Exception | None) -> None:
        self._timeout.cancel()
        self._leave()
        self._transport = None
        if self._task is not None:
            self._task.cancel()

    def _leave(self) -> None:
        if self._is_counted:
            self._is_counted = False
            self._house.callers.go()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(_END)
        if self._task is not None or self._transport is None:
            return
        if end >= 0:
            # Nothing more is read until the judgement is there.
            self._transport.pause_reading()
            self._task = self._house.spawn(self._judge(bytes(self._buffer[:end])))
        elif len(self._buffer) > HEAD_LIMIT:
            self._answer(Response(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE))

    def _give_up(self) -> None:
        if self._transport is not None and self._task is None:
            self._transport.abort()

    async def _judge(self, head: bytes) -> None:
        try:
            request = self._believed(parse_head(head))
            verdict = await self._house.keeper.judge(request, self._address(request))
        except BadRequest as error:
            verdict, request = Response(HTTPStatus.BAD_REQUEST, str(error).encode()), None
        except Exception:
            log.exception("door.judge_failed")
            verdict, request = Response(HTTPStatus.INTERNAL_SERVER_ERROR), None
        if self._transport is None:
            return
        if isinstance(verdict, Response) or request is None:
            self._answer(verdict if isinstance(verdict, Response) else Response(HTTPStatus.BAD_REQUEST))
            return
        self._hand_over(request, verdict, len(head) + len(_END))

    def _hand_over(self, request: Request, admission: Admission, head_size: int) -> None:
        transport, rest, address = self._transport, bytes(self._buffer[head_size:]), self._address(request)
        assert transport is not None
        self._timeout.cancel()
        self._leave()
        self._transport, self._buffer = None, bytearray()
        self._house.upgrader.upgrade(transport, request.headers["sec-websocket-key"], admission, address, rest)
        transport.resume_reading()

    def _answer(self, response: Response) -> None:
        assert self._transport is not None
        self._timeout.cancel()
        self._transport.write(response.encode())
        self._transport.close()

    def _believed(self, request: Request) -> Request:
        headers = believable(request.headers, self._peer(), self._house.trusted_proxies)
        return replace(request, headers=headers)

    def _address(self, request: Request) -> str:
        return client_address(self._peer(), request.headers.get("x-forwarded-for"), self._house.trusted_proxies)

    def _peer(self) -> str:
        peer = self._transport.get_extra_info("peername") if self._transport is not None else None
        return f"{peer[0]}:{peer[1]}" if isinstance(peer, tuple) else ""
