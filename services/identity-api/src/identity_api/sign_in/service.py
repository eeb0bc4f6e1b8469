import structlog
from common.audit import Audit, Link
from common.clock import Clock
from common.db import Sessions
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.db import OutboxMessage
from identity_api.journal import Journal
from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.repository import AccessRepository
from identity_api.revocations.service import Withdrawal
from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Desk, Issued, hash_of
from identity_api.sign_in.errors import InvalidCredentials, SignInOver, TotpInvalid, TotpRequired
from identity_api.sign_in.models import SignIn
from identity_api.sign_in.repository import SignInRepository
from identity_api.sign_in.throttle import Throttle
from identity_api.snapshots import SOURCE
from identity_api.totp.service import TotpService
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

log = structlog.get_logger()


class SignInService:
    """Opens its own transactions: a refusal must be remembered (attempts, revoked sign-ins), not rolled back."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings, visitor: Audit) -> None:
        self._sessions, self._clock, self._settings, self._visitor = sessions, clock, settings, visitor
        self._throttle = Throttle(sessions, clock)

    async def sign_in(self, login: str, password: str, code: str | None) -> Issued:
        """Raises InvalidCredentials, TooManyAttempts, TotpRequired or TotpInvalid."""
        login, address = login.strip().lower(), self._visitor.address or "unknown"
        await self._throttle.begin(login, address)
        try:
            issued = await self._opened(login, password, code)
        except (InvalidCredentials, TotpInvalid) as refusal:
            await self._record_refusal(login, refusal.code)
            raise
        except TotpRequired:
            await self._throttle.half_right(address)
            raise
        await self._throttle.forgive(login, address)
        return issued

    async def _opened(self, login: str, password: str, code: str | None) -> Issued:
        checked = await self._checked(login, password)
        async with self._sessions.begin() as session:
            await AccessRepository(session).giving()
            user = await self._renewed(session, checked, password)
            await self._check_second_factor(session, user, code)
            self._journal(session, user).user("authorization", user)
            return await self._desk(session).open(user, self._visitor)

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
                if user := await UserRepository(session).get(found[0].user_id):
                    self._journal(session, user).user("signed_out", user)

    async def _checked(self, login: str, password: str) -> User:
        async with self._sessions() as session:
            user = await UserRepository(session).of_login(login)
        is_right = await PASSWORDS.verify(user.password_hash if user else None, password)
        if user is None or not is_right or user.is_blocked:
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
            await self._end_stolen(session, sign_in)
            return None
        user = await UserRepository(session).get(sign_in.user_id)
        if user is None or user.is_blocked:
            return None
        return await self._desk(session).issue(user, sign_in, now)

    async def _end_stolen(self, session: AsyncSession, sign_in: SignIn) -> None:
        """A refresh token was used twice: somebody has a copy, and nobody can say who is the thief."""
        log.warning("sign_in.token_reused", sign_in=str(sign_in.id), user=str(sign_in.user_id))
        Withdrawal(session, self._clock).end_sign_in(sign_in)
        if user := await UserRepository(session).get(sign_in.user_id):
            self._journal(session, user).user("token_reused", user, result="refused")

    async def _record_refusal(self, login: str, why: str) -> None:
        """In a transaction of its own: the attempt's is gone. The login may be a typed password: it is not kept."""
        async with self._sessions.begin() as session:
            user = await UserRepository(session).of_login(login)
            outbox = Outbox(session, OutboxMessage, SOURCE, self._clock)
            who = self._visitor.named(user.login if user else "", user.organization_id if user else None)
            link = Link("user", user.id, user.login) if user else Link()
            told = {"reason": why} if user else {"reason": why, "login_length": len(login)}
            who.record(outbox, "sign_in_failed", link, arguments=told, result="refused")

    def _journal(self, session: AsyncSession, user: User) -> Journal:
        return Journal(session, self._clock, self._visitor.named(user.login, user.organization_id))

    def _desk(self, session: AsyncSession) -> Desk:
        return Desk(session, self._clock, self._settings)
