"""The password of a station (HTTP Basic, OCPP-J security profiles 1 and 2): only its argon2id hash is kept."""

import asyncio
import secrets

from argon2 import PasswordHasher

_BYTES = 20
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""The cost bounds how fast a fleet can come back after the gateway started cold: 20 ms or so per station."""


def new_secret() -> str:
    """40 hex digits: stations are typed by hand, and AuthorizationKey may be 40 characters long."""
    return secrets.token_hex(_BYTES)


async def hash_secret(secret: str) -> str:
    """In a thread: the hash is slow on purpose."""
    return await asyncio.to_thread(_HASHER.hash, secret)
