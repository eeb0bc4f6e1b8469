"""What a person may do only with his password: change it, give up the second factor."""

from uuid import UUID

from common.audit import Audit
from common.clock import Clock
from common.db import Sessions
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.journal import Journal
from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.service import Withdrawal
from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Desk, Issued
from identity_api.sign_in.throttle import Throttle
from identity_api.totp.service import TotpService
from identity_api.users.errors import FieldInvalid, UserNotFound
from identity_api.users.models import User
from identity_api.users.repository import UserRepository
from identity_api.users.rules import check_password


class OwnPassword:
    """Opens its own transactions, as a sign-in does: whoever holds an open browser must not guess the password."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings, audit: Audit) -> None:
        self._sessions, self._clock, self._settings, self._audit = sessions, clock, settings, audit
        self._throttle = Throttle(sessions, clock)

    async def change(self, user_id: UUID, current: str, new: str) -> Issued:
        """Ends every sign-in and opens a new one for this browser. Raises TooManyAttempts, FieldInvalid."""
        checked = await self._checked(user_id, current, "current")
        await self._forgive(checked)
        check_password(new, checked.login, self._settings, field="new")
        if new == current:
            raise FieldInvalid("new", "password_unchanged", "The new password is the old one.")
        hashed = await PASSWORDS.hash(new)
        async with self._sessions.begin() as session:
            user = await self._unchanged(session, checked)
            user.password_hash, user.must_change_password = hashed, False
            user.touch(self._clock.now())
            await Withdrawal(session, self._clock).end_sign_ins(user.id)
            self._journal(session, user).user("password_changed", user)
            return await Desk(session, self._clock, self._settings).open(user, self._audit)

    async def remove_totp(self, user_id: UUID, password: str, code: str) -> None:
        """A wrong code counts as a wrong password does, or whoever has that tries a million of them."""
        checked = await self._checked(user_id, password, "password")
        async with self._sessions.begin() as session:
            user = await self._unchanged(session, checked)
            await TotpService(session, self._clock, self._settings).remove(user, code)
            self._journal(session, user).user("totp_removed", user)
        await self._forgive(checked)

    async def _checked(self, user_id: UUID, password: str, field: str) -> User:
        """The user, when this is his password; guesses are counted as at the sign-in."""
        async with self._sessions() as session:
            user = await UserRepository(session).get(user_id)
        if user is None:
            raise UserNotFound(user_id)
        await self._throttle.begin(user.login, self._address)
        if not await PASSWORDS.verify(user.password_hash, password):
            raise FieldInvalid(field, "password_wrong", "This is not your password.")
        return user

    async def _forgive(self, user: User) -> None:
        await self._throttle.forgive(user.login, self._address)

    @property
    def _address(self) -> str:
        return self._audit.address or "unknown"

    async def _unchanged(self, session: AsyncSession, checked: User) -> User:
        """Locked, and with the password that was checked."""
        user = await UserRepository(session).get(checked.id, lock=True)
        if user is None or user.password_hash != checked.password_hash:
            raise UserNotFound(checked.id)
        return user

    def _journal(self, session: AsyncSession, user: User) -> Journal:
        return Journal(session, self._clock, self._audit.named(user.login, user.organization_id))
