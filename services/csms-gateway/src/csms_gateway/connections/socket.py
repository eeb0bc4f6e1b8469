"""What the gateway needs of a websocket library, and no more: swap the library by writing this once again."""

from enum import IntEnum
from typing import Final, Protocol

TOO_LONG: Final = "message too long"
"""How `on_close` begins its reason after a message beyond the limit (1009): nobody has read it, all should know."""


class CloseCode(IntEnum):
    """RFC 6455 section 7.4, as far as we say them."""

    NORMAL = 1000
    GOING_AWAY = 1001
    PROTOCOL_ERROR = 1002
    REPLACED = 1008
    """A newer socket of the same station (law 4)."""
    TOO_BIG = 1009
    INTERNAL_ERROR = 1011
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    """Kafka has not taken the station's message: queue it and come again."""


class Socket(Protocol):
    """One open websocket, written to from the event loop's thread. Nothing here blocks or raises."""

    @property
    def remote_address(self) -> str: ...

    @property
    def is_write_blocked_since(self) -> float | None:
        """Loop time since when the peer has left too much unread, None while it reads."""
        ...

    def send(self, text: bytes) -> None:
        """Queue one text message; ignored after close."""
        ...

    def ping(self) -> None: ...

    def close(self, code: CloseCode, reason: str) -> None:
        """Close handshake; the transport is cut when the peer does not take part within a second."""
        ...

    def abort(self) -> None:
        """Cut the transport at once: for peers that do not read."""
        ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class SocketListener(Protocol):
    """What a socket tells. Messages are whole: fragments are put together, binary is as good as text (quirk W7)."""

    def on_open(self, socket: Socket) -> None: ...

    def on_message(self, raw: bytes) -> None: ...

    def on_pong(self) -> None: ...

    def on_close(self, reason: str) -> None:
        """Called exactly once after `on_open`, whoever closed."""
        ...
