"""HTTP Basic passwords against argon2id hashes: slow by design, so checked in few threads and remembered.

A reconnect storm hits the memory of the last right password; only a changed or wrong one costs 50 ms of a thread.
"""

import asyncio
import hashlib
import hmac
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_REMEMBERED_WRONG: Final = 10_000


class TooManyChecks(Exception):
    """More passwords wait for a check than we may let wait."""


class PasswordChecker:
    """Verifies the passwords of stations."""

    def __init__(self, threads: int, waiting_limit: int) -> None:
        self._pool = ThreadPoolExecutor(threads, "password")
        self._waiting_limit, self._waiting = waiting_limit, 0
        self._hasher = PasswordHasher()
        # The key lives as long as the process: what leaks from memory is worth nothing elsewhere.
        self._memory_key = os.urandom(32)
        self._right: dict[str, bytes] = {}
        self._wrong: dict[bytes, None] = {}

    async def is_right(self, station_id: str, secret_hash: str, password: bytes) -> bool:
        """Whether the password fits the hash. Raises TooManyChecks."""
        mark = self._mark(station_id, secret_hash, password)
        remembered = self._right.get(station_id)
        if remembered is not None and hmac.compare_digest(remembered, mark):
            return True
        if mark in self._wrong:
            return False
        is_right = await self._verify(secret_hash, password)
        self._remember(station_id, mark, is_right=is_right)
        return is_right

    def _mark(self, station_id: str, secret_hash: str, password: bytes) -> bytes:
        text = b"\x00".join((station_id.encode(), secret_hash.encode(), password))
        return hmac.new(self._memory_key, text, hashlib.sha256).digest()

    async def _verify(self, secret_hash: str, password: bytes) -> bool:
        if self._waiting >= self._waiting_limit:
            raise TooManyChecks
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, self._fits, secret_hash, password)
        finally:
            self._waiting -= 1

    def _fits(self, secret_hash: str, password: bytes) -> bool:
        return any(self._verifies(secret_hash, candidate) for candidate in _spellings(password))

    def _verifies(self, secret_hash: str, candidate: bytes) -> bool:
        try:
            return self._hasher.verify(secret_hash, candidate)
        except (VerificationError, InvalidHashError):
            return False

    def _remember(self, station_id: str, mark: bytes, *, is_right: bool) -> None:
        if is_right:
            self._right[station_id] = mark
            return
        if len(self._wrong) >= _REMEMBERED_WRONG:
            del self._wrong[next(iter(self._wrong))]
        self._wrong[mark] = None

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _spellings(password: bytes) -> list[bytes]:
    """The password as sent; a station with a hexadecimal AuthorizationKey sends the bytes behind it (quirk H8)."""
    if password.isascii() and password.decode("ascii").isprintable():
        return [password]
    return [password, password.hex().encode(), password.hex().upper().encode()]
