"""The keys that sign our tokens: made at first start, changed in time, published as JWKS."""

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from common.clock import Clock
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.keys.box import Box
from identity_api.keys.models import SigningKey
from identity_api.settings import IdentitySettings

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Signer:
    key_id: str
    private: Ed25519PrivateKey


class KeyRing:
    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._session, self._clock, self._settings = session, clock, settings
        self._box = Box(settings.credential_key_bytes, "signing-keys")

    async def signer(self) -> Signer:
        """The newest key; makes the first one, and a new one when the old cannot be opened any more."""
        key = await self._newest()
        opened = self._box.open(key.sealed) if key else None
        if key is None or opened is None:
            return await self.rotate()
        return Signer(str(key.id), Ed25519PrivateKey.from_private_bytes(opened))

    async def rotate(self) -> Signer:
        """A new key signs from now on; the others verify until the last token signed by them has expired."""
        now, private = self._clock.now(), Ed25519PrivateKey.generate()
        for old in await self._session.scalars(select(SigningKey).where(SigningKey.retired_at.is_(None))):
            old.retired_at = now + self._longest_token()
        key = SigningKey(
            sealed=self._box.seal(private.private_bytes_raw()),
            public=private.public_key().public_bytes_raw(),
            created_at=now,
        )
        self._session.add(key)
        await self._session.flush()
        log.info("keys.rotated", key_id=str(key.id))
        return Signer(str(key.id), private)

    async def rotate_when_old(self) -> None:
        key = await self._newest()
        if key is None or self._clock.now() - key.created_at > self._settings.key_lifetime:
            await self.rotate()

    async def jwks(self) -> dict[str, Any]:
        """RFC 7517/8037: all keys by which a living token may be signed."""
        alive = or_(SigningKey.retired_at.is_(None), SigningKey.retired_at > self._clock.now())
        keys = await self._session.scalars(select(SigningKey).where(alive).order_by(SigningKey.created_at))
        return {"keys": [_jwk(key) for key in keys]}

    async def _newest(self) -> SigningKey | None:
        found = await self._session.scalars(
            select(SigningKey).where(SigningKey.retired_at.is_(None)).order_by(SigningKey.created_at.desc()).limit(1)
        )
        return found.first()

    def _longest_token(self) -> timedelta:
        return max(self._settings.access_lifetime, self._settings.client_token_lifetime)


def _jwk(key: SigningKey) -> dict[str, str]:
    x = base64.urlsafe_b64encode(key.public).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "kid": str(key.id), "alg": "EdDSA", "use": "sig"}
