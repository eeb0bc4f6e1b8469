"""The websocket between a station and its central system, whatever is spoken on it."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast
from urllib.parse import quote, unquote

from ocpp.exceptions import OCPPError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from simulator.faults.plan import StationFaults
from simulator.faults.socket import FaultySocket
from simulator.tasks import end

ANSWER_TIMEOUT_SECONDS = 40  # the central system may hold an answer for 20 s while its broker is away
OPEN_TIMEOUT_SECONDS = 10
CLOSE_TIMEOUT_SECONDS = 1

# What a station meets on a bad line: it reconnects and says the same again.
LINK_ERRORS = (OSError, WebSocketException, TimeoutError, OCPPError)

T = TypeVar("T")


class Listener(Protocol):
    """Something that reads the socket."""

    async def listen(self) -> None:
        """Read until the socket closes."""


L = TypeVar("L", bound=Listener)


@dataclass(frozen=True)
class Address:
    """Where a station calls: `base` is `ws://host:port/ocpp`, the key becomes the last part of the path.

    `faults` go wrong on its sockets.
    """

    base: str
    key: str
    secret: str | None = None
    faults: StationFaults | None = None

    @property
    def url(self) -> str:
        """The whole websocket address."""
        return f"{self.base.rstrip('/')}/{quote(self.key, safe='')}"

    @property
    def headers(self) -> dict[str, str]:
        """HTTP Basic credentials, if the station has a secret (1.6J section 6.2)."""
        if self.secret is None:
            return {}
        pair = b64encode(f"{self.key}:{self.secret}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}

    @classmethod
    def of_url(cls, url: str, secret: str | None) -> "Address":
        """Split the key off a whole address."""
        base, _, key = url.rstrip("/").rpartition("/")
        return cls(base, unquote(key), secret)


async def over_socket(
    address: Address,
    subprotocol: str,
    make_link: Callable[[str, ClientConnection], L],
    job: Callable[[L], Awaitable[T]],
) -> T:
    """Open a socket, do the job while the socket is read, close it. A socket that closes first ends the job.

    Raises:
        OSError, WebSocketException, TimeoutError, OCPPError: see `LINK_ERRORS`.

    """
    async with connect(
        address.url,
        subprotocols=[Subprotocol(subprotocol)],
        additional_headers=address.headers,
        compression=None,
        open_timeout=OPEN_TIMEOUT_SECONDS,
        close_timeout=CLOSE_TIMEOUT_SECONDS,
        proxy=None,
    ) as socket:
        return await beside_reader(make_link(address.key, spoiled(socket, address.faults)), job)


def spoiled(socket: ClientConnection, faults: StationFaults | None) -> ClientConnection:
    """The socket as the link shall see it."""
    return socket if faults is None else cast("ClientConnection", FaultySocket(socket, faults))


async def beside_reader(link: L, job: Callable[[L], Awaitable[T]]) -> T:
    """Run the job and the link's reading loop until one of them ends."""
    reader = asyncio.ensure_future(link.listen())
    worker = asyncio.ensure_future(job(link))
    try:
        await asyncio.wait({reader, worker}, return_when=asyncio.FIRST_COMPLETED)
        if not worker.done():
            reader.result()  # raises what ended it: a call in flight would wait for its whole timeout
        return await worker
    finally:
        await end(reader, worker)
