"""Server-sent events over ASGI: written as they come, ended when the browser leaves, lags or must prove itself anew."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from notifications_api.stream.hints import PING
from notifications_api.stream.hub import Listener

_HEADERS = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    # nginx would otherwise keep hints until its buffer is full
    "X-Accel-Buffering": "no",
}
RETRY = b"retry: 2000\n\n"


class EventStream(Response):
    """Streams what a listener gets, as long as `seconds_left` says that its principal's token lives."""

    def __init__(
        self,
        listening: AbstractContextManager[Listener],
        *,
        seconds_left: Callable[[], float],
        heartbeat_seconds: float,
    ) -> None:
        super().__init__(headers=_HEADERS)
        del self.headers["content-length"]
        self._listening, self._seconds_left, self._heartbeat = listening, seconds_left, heartbeat_seconds

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        with self._listening as listener:
            writing = asyncio.create_task(self._write(listener, send))
            leaving = asyncio.create_task(_left(receive))
            try:
                # a browser that is too slow blocks the writer inside `send`: only cancelling it ends that
                await asyncio.wait({writing, leaving, listener.closed}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                writing.cancel()
                leaving.cancel()
                await asyncio.gather(writing, leaving, return_exceptions=True)

    async def _write(self, listener: Listener, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await _body(send, RETRY)
        while (left := self._seconds_left()) > 0 and not listener.is_finished:
            frames = await listener.take(min(self._heartbeat, left))
            await _body(send, frames or PING)
        # the browser comes back with a fresh token and the rights it has by then
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _body(send: Send, frames: bytes) -> Awaitable[None]:
    return send({"type": "http.response.body", "body": frames, "more_body": True})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
