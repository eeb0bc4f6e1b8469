"""Small helpers of the tests: wait for a condition, own the time, speak as somebody."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, TypeVar
from uuid import UUID

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from common.auth import ISSUER, Authenticator, Keys
from common.db import Sessions
from common.ids import uuid7

T = TypeVar("T")
KEY = Ed25519PrivateKey.generate()
KEY_ID = "test"


async def eventually(probe: Callable[[], Awaitable[T]], *, seconds: float = 20, pause: float = 0.02) -> T:
    """The first truthy result of `probe`; its assertion errors count as «not yet» until the time is over."""
    deadline, last = time.monotonic() + seconds, "nothing was found"
    while time.monotonic() < deadline:
        try:
            if result := await probe():
                return result
        except AssertionError as error:
            last = str(error)
        await asyncio.sleep(pause)
    raise AssertionError(f"not within {seconds} s: {last}")


class FakeClock:
    """A clock that stands still until told otherwise."""

    def __init__(self, now: datetime | None = None) -> None:
        self._now = now or datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **parts: float) -> None:
        self._now += timedelta(**parts)


def token_for(
    *rights: str,
    organizations: Iterable[UUID] | Literal["*"] = "*",
    organization_id: UUID | None = None,
    subject: UUID | None = None,
    login: str = "tester",
    kind: str = "user",
    csrf: str = "",
    lifetime: int = 86_400,
) -> str:
    """A JWT as identity-api would issue it, signed by the tests' key."""
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "sub": str(subject or uuid7()),
        "kind": kind,
        "login": login,
        "rights": list(rights),
        "organization_id": str(organization_id) if organization_id else None,
        "organizations": "*" if organizations == "*" else [str(one) for one in organizations],
        "csrf": hashlib.sha256(csrf.encode()).hexdigest(),
        "exp": int(time.time()) + lifetime,
    }
    return jwt.encode(claims, KEY, algorithm="EdDSA", headers={"kid": KEY_ID})


def bearer(*rights: str, **options: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {token_for(*rights, **options)}"}


def trusting_authenticator() -> Authenticator:
    """Trusts the tests' key, asks nobody."""
    jwk = jwt.get_algorithm_by_name("EdDSA").to_jwk(KEY.public_key(), as_dict=True)

    async def fetch(_: str) -> Any:
        return {"keys": [{**jwk, "kid": KEY_ID, "alg": "EdDSA"}]}

    return Authenticator(Keys("test", fetch))


async def deeds(sessions: Sessions, outbox: type[Any], **wanted: Any) -> list[dict[str, Any]]:
    """Audit records that wait in the outbox, oldest first, with these values: `deeds(…, link_id=str(station_id))`."""
    async with sessions() as session:
        rows = await session.scalars(select(outbox).where(outbox.topic == "audit").order_by(outbox.id))
        found = [dict(orjson.loads(row.payload)["data"]) for row in rows]
    return [deed for deed in found if all(deed[name] == value for name, value in wanted.items())]
