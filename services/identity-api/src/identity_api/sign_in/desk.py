"""Opens sign-ins and gives out their tokens."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from common.audit import Audit
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.settings import IdentitySettings
from identity_api.sign_in.models import RefreshToken, SignIn
from identity_api.tokens.issuer import Subject, TokenIssuer
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Issued:
    """What the browser gets: three values for three cookies."""

    user: User
    access: str
    refresh: str
    csrf: str


class Desk:
    """Works in the caller's transaction, with the user's row locked."""

    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._session, self._clock, self._settings = session, clock, settings

    async def open(self, user: User, visitor: Audit) -> Issued:
        now = self._clock.now()
        sign_in = SignIn(
            user_id=user.id,
            csrf=secrets.token_urlsafe(_TOKEN_BYTES),
            address=visitor.address or "unknown",
            user_agent=visitor.user_agent or "",
            created_at=now,
            last_used_at=now,
            ends_at=now + self._settings.session_lifetime,
        )
        self._session.add(sign_in)
        await self._session.flush()
        await UserRepository(self._session).has_signed_in(user.id, now)
        return await self.issue(user, sign_in, now)

    async def issue(self, user: User, sign_in: SignIn, now: datetime) -> Issued:
        refresh, settings = secrets.token_urlsafe(_TOKEN_BYTES), self._settings
        expires_at = min(now + settings.idle_lifetime, sign_in.ends_at)
        sign_in.last_used_at = now
        self._session.add(RefreshToken(hash=hash_of(refresh), sign_in_id=sign_in.id, expires_at=expires_at))
        issuer = TokenIssuer(self._session, self._clock, settings)
        access = await issuer.issue(Subject.of_user(user, sign_in.id), settings.access_lifetime, sign_in.csrf)
        return Issued(user, access, refresh, sign_in.csrf)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
