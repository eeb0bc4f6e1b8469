"""UUIDv7 (RFC 9562, 5.7): ids that sort by time, so that indexes grow at their end."""

import os
import time
from uuid import UUID

_RANDOM_BYTES = 10


def uuid7() -> UUID:
    """A new id: 48 bits of Unix milliseconds, the rest random."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(_RANDOM_BYTES), "big")
    value &= ~(0xF << 76)
    value |= 0x7 << 76
    value &= ~(0x3 << 62)
    value |= 0x2 << 62
    return UUID(int=value)
