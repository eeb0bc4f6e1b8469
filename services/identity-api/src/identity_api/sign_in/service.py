import structlog
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.repository import AccessRepository
from identity_api.revocations.service import Withdrawal
from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Desk, Issued, Visitor, hash_of
from identity_api.sign_in.errors import InvalidCredentials, SignInOver, TotpInvalid, TotpRequired
from identity_api.sign_in.repository import SignInRepository
from identity_api.sign_in.throttle import Throttle
from identity_api.totp.service import TotpService
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

log = structlog.get_logger()


class SignInService:
    """Opens its own transactions: a refusal must be remembered (attempts, revoked sign-ins), not rolled back."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings) -> None:
        self._sessions, self._clock, self._settings = sessions, clock, settings
        self._throttle = Throttle(sessions, clock)

    async def sign_in(self, login: str, password: str, code: str | None, visitor: Visitor) -> Issued:
        """Raises InvalidCredentials, TooManyAttempts, TotpRequired or TotpInvalid."""
        login = login.strip().lower()
        await self._throttle.begin(login, visitor.address)
        user = await self._checked(login, password, visitor)
        async with self._sessions.begin() as session:
            await AccessRepository(session).giving()
            user = await self._renewed(session, user, password)
            await self._check_second_factor(session, user, code)
            issued = await self._desk(session).open(user, visitor)
        await self._throttle.forgive(login, visitor.address)
        return issued

    async def refresh(self, token: str) -> Issued:
        """New tokens for a refresh token; a token that was used before ends the whole sign-in. Raises SignInOver."""
        async with self._sessions.begin() as session:
            issued = await self._refresh(session, token)
        if issued is None:
            raise SignInOver("The sign-in is over.")
        return issued

    async def sign_out(self, token: str) -> None:
        async with self._sessions.begin() as session:
            if found := await SignInRepository(session).of_token(hash_of(token)):
                Withdrawal(session, self._clock).end_sign_in(found[0])

    async def _checked(self, login: str, password: str, visitor: Visitor) -> User:
        async with self._sessions() as session:
            user = await UserRepository(session).of_login(login)
        is_right = await PASSWORDS.verify(user.password_hash if user else None, password)
        if user is None or not is_right or user.is_blocked:
            log.info("sign_in.refused", login=login, address=visitor.address)
            raise InvalidCredentials("Invalid login or password.")
        return user

    async def _renewed(self, session: AsyncSession, checked: User, password: str) -> User:
        """The user as he is now: while his password was checked he may have been blocked or given another one."""
        user = await UserRepository(session).get(checked.id, lock=True)
        if user is None or user.is_blocked or user.password_hash != checked.password_hash:
            raise InvalidCredentials("Invalid login or password.")
        if user.password_hash and PASSWORDS.is_outdated(user.password_hash):
            user.password_hash = await PASSWORDS.hash(password)
        return user

    async def _check_second_factor(self, session: AsyncSession, user: User, code: str | None) -> None:
        if not user.has_totp:
            return
        if not code:
            raise TotpRequired("The code of the second factor is required.")
        if not await TotpService(session, self._clock, self._settings).accepts(user, code):
            raise TotpInvalid("The code is wrong or was used before.")

    async def _refresh(self, session: AsyncSession, token: str) -> Issued | None:
        await AccessRepository(session).giving()
        now, found = self._clock.now(), await SignInRepository(session).of_token(hash_of(token))
        if found is None:
            return None
        sign_in, stored = found
        if sign_in.is_over(now) or now >= stored.expires_at:
            return None
        if not stored.use(now):
            log.warning("sign_in.token_reused", sign_in=str(sign_in.id), user=str(sign_in.user_id))
            Withdrawal(session, self._clock).end_sign_in(sign_in)
            return None
        user = await UserRepository(session).get(sign_in.user_id)
        if user is None or user.is_blocked:
            return None
        return await self._desk(session).issue(user, sign_in, now)

    def _desk(self, session: AsyncSession) -> Desk:
        return Desk(session, self._clock, self._settings)
