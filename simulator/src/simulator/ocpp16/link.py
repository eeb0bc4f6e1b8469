"""One open socket of a station to its central system."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import quote, unquote

import ocpp.messages
from ocpp.exceptions import OCPPError
from ocpp.routing import after, on
from ocpp.v16 import ChargePoint
from ocpp.v16.enums import Action
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.connection import Connection
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from simulator.tasks import end

SUBPROTOCOL = Subprotocol("ocpp1.6")
ANSWER_TIMEOUT_SECONDS = 40  # the central system may hold an answer for 20 s while its broker is away
OPEN_TIMEOUT_SECONDS = 10
CLOSE_TIMEOUT_SECONDS = 1

# What a station meets on a bad line: it reconnects and says the same again.
LINK_ERRORS = (OSError, WebSocketException, TimeoutError, OCPPError)

# Checking one payload in a thread of its own costs more than the check.
ocpp.messages.ASYNC_VALIDATION = False

T = TypeVar("T")
L = TypeVar("L", bound="Link")
H = TypeVar("H", bound=Callable[..., object])


@dataclass(frozen=True)
class Address:
    """Where a station calls: `base` is `ws://host:port/ocpp`, the key becomes the last part of the path."""

    base: str
    key: str
    secret: str | None = None

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


class Link(ChargePoint):
    """The `ocpp` charge point on an open socket; it sends one CALL at a time."""

    def __init__(self, key: str, socket: Connection) -> None:
        untyped: Any = super()
        untyped.__init__(key, socket, response_timeout=ANSWER_TIMEOUT_SECONDS)

    async def ask(self, request: Any, *, message_id: str | None = None, is_checked: bool = True) -> Any:
        """Send one CALL (a dataclass of `ocpp.v16.call`) and give the answer's dataclass.

        Raises:
            OCPPError: the answer was a CALLERROR or does not fit the schema.
            TimeoutError: no answer in time.

        """
        # Left to its default, `call` swallows a CALLERROR and gives None.
        untyped: Any = self
        return await untyped.call(request, suppress=False, unique_id=message_id, skip_schema_validation=not is_checked)

    async def listen(self) -> None:
        """Read the socket until it closes; answers reach their callers, CALLs their handlers."""
        untyped: Any = self
        await untyped.start()


def answers(action: Action) -> Callable[[H], H]:
    """Mark the method that answers this CALL of the central system (`ocpp.routing.on`, typed).

    The reading loop waits for the method: it must not itself ask the central system.
    """
    untyped: Any = on
    return cast("Callable[[H], H]", untyped(action))


def afterwards(action: Action) -> Callable[[H], H]:
    """Mark the coroutine method that runs once the answer to this CALL is out (`ocpp.routing.after`, typed)."""
    untyped: Any = after
    return cast("Callable[[H], H]", untyped(action))


async def over_link(
    address: Address, link_type: Callable[[str, ClientConnection], L], job: Callable[[L], Awaitable[T]]
) -> T:
    """Open a socket, do the job while the socket is read, close it. A socket that closes first ends the job.

    Raises:
        OSError, WebSocketException, TimeoutError, OCPPError: see `LINK_ERRORS`.

    """
    async with connect(
        address.url,
        subprotocols=[SUBPROTOCOL],
        additional_headers=address.headers,
        compression=None,
        open_timeout=OPEN_TIMEOUT_SECONDS,
        close_timeout=CLOSE_TIMEOUT_SECONDS,
        proxy=None,
    ) as socket:
        link = link_type(address.key, socket)
        return await beside_reader(link, job)


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
