"""What the two versions of OCPP-J share: the `ocpp` package's charge point on an open socket, with types."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import ocpp.messages
from ocpp.routing import after, on
from websockets.asyncio.connection import Connection

from simulator.wire import ANSWER_TIMEOUT_SECONDS

# Checking one payload in a thread of its own costs more than the check.
ocpp.messages.ASYNC_VALIDATION = False

H = TypeVar("H", bound=Callable[..., object])


class Asking:
    """To be mixed into a `ChargePoint` of the `ocpp` package; it sends one CALL at a time."""

    def __init__(self, key: str, socket: Connection) -> None:
        untyped: Any = super()
        untyped.__init__(key, socket, response_timeout=ANSWER_TIMEOUT_SECONDS)

    async def ask(self, request: Any, *, message_id: str | None = None, is_checked: bool = True) -> Any:
        """Send one CALL (a dataclass of `ocpp.….call`) and give the answer's dataclass.

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


def answers(action: str) -> Callable[[H], H]:
    """Mark the method that answers this CALL of the central system (`ocpp.routing.on`, typed).

    The reading loop waits for the method: it must not itself ask the central system.
    """
    untyped: Any = on
    return cast("Callable[[H], H]", untyped(action))


def afterwards(action: str) -> Callable[[H], H]:
    """Mark the coroutine method that runs once the answer to this CALL is out (`ocpp.routing.after`, typed)."""
    untyped: Any = after
    return cast("Callable[[H], H]", untyped(action))
