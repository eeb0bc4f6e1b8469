"""CloudEvents 1.0 written fast: what never changes is written once, ids cost a counter (see `common.events.encode`)."""

import os
import struct
import time
from binascii import hexlify
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson

SOURCE: Final = "/csms-gateway"
_TAIL_MASK: Final = (1 << 48) - 1


class _Ids:
    """UUIDv7 texts whose last part counts on from a random start (RFC 9562 section 6.2)."""

    def __init__(self) -> None:
        self._millisecond, self._head = -1, b""
        self._tail = int.from_bytes(os.urandom(6))

    def next(self) -> bytes:
        now = time.time_ns() // 1_000_000
        if now != self._millisecond:
            self._millisecond = now
            first, second = struct.unpack(">HH", os.urandom(4))
            parts = (now >> 16, now & 0xFFFF, first & 0xFFF, 0x8000 | second & 0x3FFF)
            self._head = b"%08x-%04x-7%03x-%04x-" % parts
        self._tail = tail = (self._tail + 1) & _TAIL_MASK
        return self._head + hexlify(tail.to_bytes(6))


next_id: Final = _Ids().next


class _Times:
    """The text of a moment; the records of one message tell the same one."""

    def __init__(self) -> None:
        self._at: datetime | None = None
        self._text = b""

    def text(self, at: datetime) -> bytes:
        if at is not self._at:
            self._at, self._text = at, orjson.dumps(at, option=orjson.OPT_UTC_Z)
        return self._text


time_text: Final = _Times().text
"""The moment (UTC) as a JSON string."""
START: Final = b'{"specversion":"1.0","id":"'


class EnvelopeWriter:
    """Writes the envelopes of one event type."""

    __slots__ = ("_middle", "_schema")

    def __init__(self, event_type: str) -> None:
        name = event_type.encode()
        self._middle = b'","source":"%b","type":"%b","subject":' % (SOURCE.encode(), name)
        self._schema = b',"dataschema":"urn:smartcharging:%b","data":' % name

    def write(self, subject: str, at: datetime, data: Mapping[str, Any]) -> bytes:
        """The record; `at` is UTC, `data` may hold UUID, datetime and pieces of JSON (orjson writes them)."""
        told = orjson.dumps(data, option=orjson.OPT_UTC_Z, default=str)
        return b"".join((START, next_id(), self.before(subject), time_text(at), self._schema, told, b"}"))

    def before(self, subject: str) -> bytes:
        """What stands between the id and the time."""
        return b'%b%b,"time":' % (self._middle, orjson.dumps(subject))

    @property
    def schema(self) -> bytes:
        """What stands between the time and the data."""
        return self._schema
