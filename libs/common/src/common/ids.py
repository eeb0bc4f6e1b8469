"""UUIDv7 (RFC 9562, 5.7): ids that sort by time, so that indexes grow at their end."""

import hashlib
import os
import time
from datetime import datetime
from uuid import UUID

_RANDOM_BYTES = 10


def uuid7() -> UUID:
    """A new id: 48 bits of Unix milliseconds, the rest random."""
    return _put_together(time.time_ns() // 1_000_000, os.urandom(_RANDOM_BYTES))


def uuid7_of(at: datetime, *names: object) -> UUID:
    """The id of what these names mean at that moment: the same names give the same id, whenever they are told again."""
    told = "\n".join(map(str, names)).encode()
    return _put_together(max(0, int(at.timestamp() * 1000)), hashlib.sha256(told).digest()[:_RANDOM_BYTES])


def neutral_name(user_id: UUID) -> str:
    """What every service calls a deleted person: it tells two of them apart and nothing else (USR-074)."""
    return f"deleted-{user_id.hex[-8:]}"


def _put_together(milliseconds: int, rest: bytes) -> UUID:
    value = (milliseconds << 80) | int.from_bytes(rest, "big")
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)
