"""argon2id in few threads of its own: guessing passwords must not take the machine's memory and both cores."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import argon2
from argon2.exceptions import InvalidHashError, VerificationError
from common.errors import Unavailable

# OWASP's second choice: 19 MiB and two passes, about 20 ms a try
_ARGON2: Final = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class TooBusy(Unavailable):
    code = "sign_in_busy"


class PasswordHasher:
    """Hashes and checks passwords and client secrets; at most `threads` at once, at most `waiting` in line."""

    def __init__(self, threads: int = 2, waiting: int = 64) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._places = threads + waiting
        self._nobody = _ARGON2.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        return str(await self._run(_ARGON2.hash, password))

    async def verify(self, stored: str | None, password: str) -> bool:
        """Takes as long for a person who does not exist (None) as for a wrong password."""
        is_right = bool(await self._run(_matches, stored or self._nobody, password))
        return is_right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Made with other parameters than today's: hash anew while the password is at hand."""
        return _ARGON2.check_needs_rehash(stored)

    async def _run(self, work: object, *arguments: str) -> object:
        if self._places <= 0:
            raise TooBusy("Too many people are signing in right now.")
        self._places -= 1
        try:
            assert callable(work)
            return await asyncio.get_running_loop().run_in_executor(self._pool, work, *arguments)
        finally:
            self._places += 1


def _matches(stored: str, password: str) -> bool:
    try:
        return _ARGON2.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


PASSWORDS: Final = PasswordHasher()
"""One for the process: the bound holds for all its requests together."""
