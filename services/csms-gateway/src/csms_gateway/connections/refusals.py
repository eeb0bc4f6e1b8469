"""Token buckets on refused handshakes: whoever knocks in vain again and again costs nothing more (quirk H9).

The bucket belongs to address and identity together: many stations stand behind one address of a mobile network, and
a wrong one among them must not lock out the others.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

_BUCKETS_LIMIT: Final = 10_000


class _Bucket(NamedTuple):
    tokens: float
    at: float


class RefusalLimiter:
    """`burst` refusals at once, then one in `seconds`."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst, self._seconds, self._clock = burst, seconds, clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def is_exhausted(self, remote_address: str, identity: str) -> bool:
        return self._tokens(_key(remote_address, identity)) < 1

    def note(self, remote_address: str, identity: str) -> None:
        """One more refusal."""
        key = _key(remote_address, identity)
        tokens = self._tokens(key)
        self._buckets.pop(key, None)
        if len(self._buckets) >= _BUCKETS_LIMIT:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[key] = _Bucket(max(tokens - 1, 0), self._clock())

    def _tokens(self, key: tuple[str, str]) -> float:
        bucket = self._buckets.get(key)
        if bucket is None:
            return self._burst
        return min(self._burst, bucket.tokens + (self._clock() - bucket.at) / self._seconds)


def _key(remote_address: str, identity: str) -> tuple[str, str]:
    host, colon, port = remote_address.rpartition(":")
    return (host if colon and port.isdecimal() else remote_address, identity)
