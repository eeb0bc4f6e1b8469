"""The socket interface on picows.

picows parses and unmasks frames; what makes messages of them is done here. Fragments are put together with a size
limit, control frames may come in between, reserved bits and wrong orders are refused, both sides of the close
handshake are played, and a peer that does not read is noticed.
"""

import asyncio
import logging
from typing import Any, Final

import picows.picows as native
import structlog
from picows import (
    WSAutoPingStrategy,
    WSCloseCode,
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeResponse,
)
from picows import WSUpgradeResponseWithListener as Upgraded

from csms_gateway.connections.deflate import Inflated, inflate
from csms_gateway.connections.door import Admission
from csms_gateway.connections.socket import TOO_LONG, CloseCode, SocketListener

log = structlog.get_logger()
# picows' own server builds it; the stub leaves it out.
_Protocol: Any = native.WSProtocol  # type: ignore[attr-defined]
_CLOSE_PATIENCE: Final = 1.0
_READ_BUFFER: Final = 2048
_REASON_LIMIT: Final = 120
_CLOSE_CODES: Final = frozenset((1000, 1001, 1002, 1003, *range(1007, 1015)))

_DATA: Final = frozenset((WSMsgType.TEXT, WSMsgType.BINARY))
_NOTHING: Final[tuple[bytes, ...]] = ()
_SMALL: Final = 126
_MEDIUM: Final = 65_536

# An adapter, because picows gives each connection of a plain Logger a child logger of its own (1 KiB).
_logger = logging.LoggerAdapter(logging.getLogger("picows"))
logging.getLogger("picows").setLevel(logging.CRITICAL)


class Outbox:
    """Sockets with texts to send; all of one turn of the loop leave at its end, those of one socket in one write."""

    __slots__ = ("_sockets",)

    def __init__(self) -> None:
        self._sockets: list[PicowsSocket] = []

    def add(self, socket: "PicowsSocket") -> None:
        if not self._sockets:
            asyncio.get_running_loop().call_soon(self._flush)
        self._sockets.append(socket)

    def _flush(self) -> None:
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            socket.flush()


class PicowsSocket(WSListener):
    """One websocket; implements `Socket` towards the gateway and picows' listener towards the library."""

    __slots__ = ("_close_reason", "_deflate", "_fragments", "_is_closing", "_is_compressed", "_limit", "_listener",
                 "_outbox", "_texts", "_transport", "_write_blocked", "remote_address")  # fmt: skip

    def __init__(
        self,
        listener: SocketListener | None,
        remote_address: str,
        limit: int,
        outbox: Outbox,
        refusal: str = "",
        *,
        deflate: bool = False,
    ) -> None:
        self.remote_address = remote_address
        self._deflate = deflate
        self._is_compressed = False
        self._listener = listener
        self._limit = limit
        self._outbox, self._texts = outbox, _NOTHING
        self._close_reason = refusal
        self._transport: WSTransport | None = None
        self._fragments: bytearray | None = None
        self._is_closing = False
        self._write_blocked: float | None = None

    # --- Socket

    @property
    def is_write_blocked_since(self) -> float | None:
        return self._write_blocked

    def send(self, text: bytes) -> None:
        if self._transport is None or self._is_closing:
            return
        if not self._texts:
            self._outbox.add(self)
        self._texts += (text,)

    def flush(self) -> None:
        """Write what waits."""
        texts, self._texts = self._texts, _NOTHING
        if self._transport is None or not texts or self._transport.is_close_frame_sent:
            return
        if len(texts) == 1:
            self._transport.send(WSMsgType.TEXT, texts[0])
        else:
            self._transport.underlying_transport.write(b"".join([_text_frame(text) for text in texts]))

    def ping(self) -> None:
        if self._transport is not None and not self._is_closing:
            self._transport.send_ping()

    def close(self, code: CloseCode, reason: str) -> None:
        if self._transport is None or self._is_closing:
            return
        self.flush()
        self._is_closing = True
        self._close_reason = self._close_reason or reason
        self._transport.send_close(_close_code(code), reason.encode()[:_REASON_LIMIT])
        self.resume_reading()  # the peer's half of the handshake must be seen
        asyncio.get_running_loop().call_later(_CLOSE_PATIENCE, self.abort)

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.disconnect(graceful=False)

    def pause_reading(self) -> None:
        if self._transport is not None and not self._is_closing:
            self._transport.underlying_transport.pause_reading()

    def resume_reading(self) -> None:
        if self._transport is not None:
            self._transport.underlying_transport.resume_reading()

    # --- picows

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._transport = transport
        if self._listener is None:
            self.close(CloseCode.PROTOCOL_ERROR, self._close_reason)
        else:
            self._listener.on_open(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        kind = frame.msg_type
        if transport.is_close_frame_sent and not self._is_closing:
            # picows has refused a broken frame by itself, and goes on parsing until it hangs up.
            self._is_closing, self._close_reason = True, _reason_of(transport)
        if self._is_closing and kind != WSMsgType.CLOSE:
            return
        if (frame.rsv1 and not (self._deflate and kind in _DATA)) or frame.rsv2 or frame.rsv3:
            self.close(CloseCode.PROTOCOL_ERROR, "reserved bits without an extension")
        elif kind in _DATA:
            self._on_data(frame)
        elif kind == WSMsgType.CONTINUATION:
            self._on_continuation(frame)
        elif kind == WSMsgType.PING:
            transport.send_pong(frame.get_payload_as_bytes())
        elif kind == WSMsgType.PONG:
            if self._listener is not None:
                self._listener.on_pong()
        else:
            self._on_close_frame(transport, frame)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        listener, self._listener, self._transport = self._listener, None, None
        if listener is not None:
            listener.on_close(self._close_reason or _reason_of(transport))

    def pause_writing(self) -> None:
        self._write_blocked = asyncio.get_running_loop().time()

    def resume_writing(self) -> None:
        self._write_blocked = None

    # --- messages

    def _on_data(self, frame: WSFrame) -> None:
        if self._fragments is not None:
            self.close(CloseCode.PROTOCOL_ERROR, "a new message inside a fragmented one")
            return
        self._is_compressed = bool(frame.rsv1)
        if frame.fin:
            self._deliver(frame.get_payload_as_bytes())
        else:
            self._fragments = bytearray(frame.get_payload_as_memoryview())

    def _on_continuation(self, frame: WSFrame) -> None:
        if self._fragments is None:
            self.close(CloseCode.PROTOCOL_ERROR, "a continuation of nothing")
            return
        self._fragments += frame.get_payload_as_memoryview()
        if len(self._fragments) > self._limit:
            self._fragments = None
            self.close(CloseCode.TOO_BIG, f"{TOO_LONG}: it may have {self._limit} bytes")
        elif frame.fin:
            whole, self._fragments = bytes(self._fragments), None
            self._deliver(whole)

    def _deliver(self, raw: bytes) -> None:
        if self._listener is None or self._is_closing:
            return
        try:
            self._listener.on_message(inflate(raw, self._limit) if self._is_compressed else raw)
        except Inflated as error:
            if error.is_too_big:
                self.close(CloseCode.TOO_BIG, f"{TOO_LONG}: {error}")
            else:
                self.close(CloseCode.PROTOCOL_ERROR, str(error))
        except Exception:
            # A fault of ours; the station did nothing wrong and keeps its socket.
            log.exception("socket.listener_failed", remote_address=self.remote_address)

    def _on_close_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if not self._is_closing:
            self.flush()
            self._is_closing = True
            told = frame.get_payload_as_bytes()[:2]
            code = int.from_bytes(told, "big") if told else int(CloseCode.NORMAL)
            self._close_reason = f"closed by the station ({code})"
            # picows lets some codes pass that may not stand on the wire (RFC 6455 section 7.4).
            transport.send_close(_close_code(code if _may_be_sent(code) else CloseCode.PROTOCOL_ERROR))
        transport.disconnect()


def _text_frame(text: bytes) -> bytes:
    """A whole, unmasked text frame (RFC 6455 section 5.2)."""
    size = len(text)
    if size < _SMALL:
        return b"\x81%c%b" % (size, text)
    if size < _MEDIUM:
        return b"\x81\x7e%b%b" % (size.to_bytes(2, "big"), text)
    return b"\x81\x7f%b%b" % (size.to_bytes(8, "big"), text)


def _may_be_sent(code: int) -> bool:
    return code in _CLOSE_CODES or 3000 <= code < 5000  # noqa: PLR2004 - the ranges of the RFC


def _close_code(code: int) -> WSCloseCode:
    # picows takes any number, its stub and its enumeration only the registered ones.
    return code  # type: ignore[return-value]


def _reason_of(transport: WSTransport) -> str:
    """Why the library closed without asking us: it saw a broken frame, or the line broke."""
    # None until a close frame went either way, whatever the stub says.
    handshake: native.WSCloseHandshake | None = transport.close_handshake
    if handshake is not None and handshake.sent is not None:
        kind = TOO_LONG if handshake.sent.code == WSCloseCode.MESSAGE_TOO_BIG else "protocol error"
        return f"{kind}: {handshake.sent.reason}"[:200]
    return "connection lost"


class PicowsUpgrader:
    """Completes admitted handshakes with picows."""

    def __init__(self, max_message_bytes: int) -> None:
        self._limit = max_message_bytes
        self._outbox = Outbox()

    def upgrade(
        self, transport: asyncio.Transport, key: str, admission: Admission, remote_address: str, rest: bytes
    ) -> None:
        socket = PicowsSocket(
            admission.listener,
            remote_address,
            self._limit,
            self._outbox,
            admission.refusal,
            deflate=admission.deflate is not None,
        )
        protocol = self._protocol(socket, _headers(admission))
        transport.set_protocol(protocol)
        protocol.connection_made(transport)
        self._feed(protocol, _clean_request(key) + rest)

    def _protocol(self, socket: PicowsSocket, headers: dict[str, str] | None) -> Any:
        answer = Upgraded(WSUpgradeResponse.create_101_response(headers), socket)
        return _Protocol(
            None,  # host_port: client side only
            None,  # ws_path: client side only
            False,  # is_client_side
            lambda _request: answer,
            _logger,
            False,  # disconnect_on_exception: content never closes a socket
            None,  # websocket_handshake_timeout: the door has its own
            False,  # enable_auto_ping: liveness.py pings all stations from one loop
            20.0,
            20.0,
            WSAutoPingStrategy.PING_WHEN_IDLE,
            False,  # enable_auto_pong: answered above, so that a ping counts as a sign of life
            self._limit,
            None,  # extra_headers: client side only
            _READ_BUFFER,
        )

    @staticmethod
    def _feed(protocol: Any, data: bytes) -> None:
        view = memoryview(data)
        while view:
            room = protocol.get_buffer(-1)
            size = min(len(room), len(view))
            room[:size] = view[:size]
            view = view[size:]
            protocol.buffer_updated(size)


def _headers(admission: Admission) -> dict[str, str] | None:
    headers = {"Sec-WebSocket-Protocol": admission.protocol, "Sec-WebSocket-Extensions": admission.deflate}
    return {name: value for name, value in headers.items() if value} or None


def _clean_request(key: str) -> bytes:
    return (
        b"GET / HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: %b\r\n\r\n" % key.strip().encode("latin-1", "replace")
    )
