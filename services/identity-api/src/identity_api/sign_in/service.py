import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

import structlog
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.passwords.hashing import PASSWORDS
from identity_api.settings import IdentitySettings
from identity_api.sign_in.errors import InvalidCredentials, SignInOver
from identity_api.sign_in.models import RefreshToken, SignIn
from identity_api.sign_in.repository import SignInRepository
from identity_api.sign_in.throttle import Throttle
from identity_api.tokens.issuer import Subject, TokenIssuer
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

log = structlog.get_logger()
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Visitor:
    """From where somebody signs in."""

    address: str
    user_agent: str


@dataclass(frozen=True, slots=True)
class Issued:
    """What the browser gets: three values for three cookies."""

    user: User
    access: str
    refresh: str
    csrf: str


class SignInService:
    """Opens its own transactions: a refusal must be remembered (attempts, revoked sign-ins), not rolled back."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings) -> None:
        self._sessions, self._clock, self._settings = sessions, clock, settings
        self._throttle = Throttle(sessions, clock)

    async def sign_in(self, login: str, password: str, visitor: Visitor) -> Issued:
        """Raises InvalidCredentials or TooManyAttempts."""
        login = login.strip().lower()
        await self._throttle.begin(login, visitor.address)
        async with self._sessions() as session:
            user = await UserRepository(session).of_login(login)
        is_right = await PASSWORDS.verify(user.password_hash if user else None, password)
        if user is None or not is_right or user.is_blocked:
            log.info("sign_in.refused", login=login, address=visitor.address)
            raise InvalidCredentials("Invalid login or password.")
        await self._throttle.forgive(login, visitor.address)
        async with self._sessions.begin() as session:
            return await self._open(session, await self._renewed(session, user, password), visitor)

    async def refresh(self, token: str) -> Issued:
        """New tokens for a refresh token; a token that was used before ends the whole sign-in. Raises SignInOver."""
        async with self._sessions.begin() as session:
            issued = await self._refresh(session, token)
        if issued is None:
            raise SignInOver("The sign-in is over.")
        return issued

    async def sign_out(self, token: str) -> None:
        async with self._sessions.begin() as session:
            if found := await SignInRepository(session).of_token(_hash(token)):
                found[0].revoke(self._clock.now())

    async def _renewed(self, session: AsyncSession, checked: User, password: str) -> User:
        """The user as he is now: while his password was checked he may have been blocked or given another one."""
        user = await session.get(User, checked.id, with_for_update=True)
        if user is None or user.is_blocked or user.password_hash != checked.password_hash:
            raise InvalidCredentials("Invalid login or password.")
        if user.password_hash and PASSWORDS.is_outdated(user.password_hash):
            user.password_hash = await PASSWORDS.hash(password)
        return user

    async def _open(self, session: AsyncSession, user: User, visitor: Visitor) -> Issued:
        now = self._clock.now()
        sign_in = SignIn(
            user_id=user.id,
            csrf=secrets.token_urlsafe(_TOKEN_BYTES),
            address=visitor.address,
            user_agent=visitor.user_agent[:300],
            created_at=now,
            ends_at=now + self._settings.session_lifetime,
        )
        session.add(sign_in)
        await session.flush()
        return await self._issue(session, user, sign_in, now)

    async def _refresh(self, session: AsyncSession, token: str) -> Issued | None:
        now = self._clock.now()
        found = await SignInRepository(session).of_token(_hash(token))
        if found is None:
            return None
        sign_in, stored = found
        if sign_in.is_over(now) or now >= stored.expires_at:
            return None
        if not stored.use(now):
            log.warning("sign_in.token_reused", sign_in=str(sign_in.id), user=str(sign_in.user_id))
            sign_in.revoke(now)
            return None
        user = await session.get(User, sign_in.user_id)
        if user is None or user.is_blocked:
            return None
        return await self._issue(session, user, sign_in, now)

    async def _issue(self, session: AsyncSession, user: User, sign_in: SignIn, now: datetime) -> Issued:
        refresh, settings = secrets.token_urlsafe(_TOKEN_BYTES), self._settings
        expires_at = min(now + settings.idle_lifetime, sign_in.ends_at)
        session.add(RefreshToken(hash=_hash(refresh), sign_in_id=sign_in.id, expires_at=expires_at))
        issuer = TokenIssuer(session, self._clock, settings)
        access = await issuer.issue(Subject.of_user(user), settings.access_lifetime, sign_in.csrf)
        return Issued(user, access, refresh, sign_in.csrf)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
