"""CloudEvents 1.0 written fast: what never changes is written once, ids cost a counter (see `common.events.encode`)."""

import os
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

SOURCE: Final = "/csms-gateway"
_TAIL_MASK: Final = (1 << 62) - 1
_NODE_MASK: Final = (1 << 48) - 1
_VARIANT: Final = 0x8000


class _Ids:
    """UUIDv7 texts whose random part counts on from a random start (RFC 9562 section 6.2, method 2)."""

    def __init__(self) -> None:
        self._millisecond, self._head = -1, b""
        self._tail = int.from_bytes(os.urandom(8)) & _TAIL_MASK

    def next(self) -> bytes:
        now = time.time_ns() // 1_000_000
        if now != self._millisecond:
            self._millisecond = now
            self._head = b"%08x-%04x-7%03x-" % (now >> 16, now & 0xFFFF, int.from_bytes(os.urandom(2)) & 0xFFF)
        self._tail = tail = (self._tail + 1) & _TAIL_MASK
        return b"%b%04x-%012x" % (self._head, _VARIANT | tail >> 48, tail & _NODE_MASK)


_next_id: Final = _Ids().next


def time_text(at: datetime) -> bytes:
    """The moment (UTC) as a JSON string."""
    return orjson.dumps(at, option=orjson.OPT_UTC_Z)


class EnvelopeWriter:
    """Writes the envelopes of one event type."""

    __slots__ = ("_middle", "_schema")

    def __init__(self, event_type: str) -> None:
        name = event_type.encode()
        self._middle = b'","source":"%b","type":"%b","subject":' % (SOURCE.encode(), name)
        self._schema = b',"dataschema":"urn:smartcharging:%b","data":' % name

    def write(self, subject: str, at: datetime, data: Mapping[str, Any]) -> bytes:
        """The record; `data` may hold UUID, datetime and pieces of JSON (orjson writes them)."""
        return self.write_bytes(subject, time_text(at), orjson.dumps(data, option=orjson.OPT_UTC_Z, default=str))

    def write_bytes(self, subject: str, at: bytes, data: bytes) -> bytes:
        """The same of ready JSON."""
        return b'{"specversion":"1.0","id":"%b%b%b,"time":%b%b%b}' % (
            _next_id(), self._middle, orjson.dumps(subject), at, self._schema, data,
        )  # fmt: skip
