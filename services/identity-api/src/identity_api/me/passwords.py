"""What a person may do only with his password: change it, give up the second factor."""

from uuid import UUID

from common.clock import Clock
from common.db import Sessions

from identity_api.passwords.hashing import PASSWORDS
from identity_api.revocations.service import Withdrawal
from identity_api.settings import IdentitySettings
from identity_api.sign_in.desk import Desk, Issued, Visitor
from identity_api.sign_in.throttle import Throttle
from identity_api.totp.service import TotpService
from identity_api.users.errors import FieldInvalid, UserNotFound
from identity_api.users.models import User
from identity_api.users.repository import UserRepository
from identity_api.users.rules import check_password


class OwnPassword:
    """Opens its own transactions, as a sign-in does: whoever holds an open browser must not guess the password."""

    def __init__(self, sessions: Sessions, clock: Clock, settings: IdentitySettings) -> None:
        self._sessions, self._clock, self._settings = sessions, clock, settings
        self._throttle = Throttle(sessions, clock)

    async def change(self, user_id: UUID, current: str, new: str, visitor: Visitor) -> Issued:
        """Ends every sign-in and opens a new one for this browser. Raises TooManyAttempts, FieldInvalid."""
        checked = await self.check(user_id, current, visitor)
        check_password(new, checked.login, self._settings)
        if new == current:
            raise FieldInvalid("new", "password_unchanged", "The new password is the old one.")
        hashed = await PASSWORDS.hash(new)
        async with self._sessions.begin() as session:
            user = await UserRepository(session).get(user_id, lock=True)
            if user is None or user.password_hash != checked.password_hash:
                raise UserNotFound(user_id)
            user.password_hash, user.must_change_password = hashed, False
            user.touch(self._clock.now())
            await Withdrawal(session, self._clock).end_sign_ins(user.id)
            return await Desk(session, self._clock, self._settings).open(user, visitor)

    async def remove_totp(self, user_id: UUID, password: str, code: str, visitor: Visitor) -> None:
        await self.check(user_id, password, visitor, "password")
        async with self._sessions.begin() as session:
            if user := await UserRepository(session).get(user_id, lock=True):
                await TotpService(session, self._clock, self._settings).remove(user, code)

    async def check(self, user_id: UUID, password: str, visitor: Visitor, field: str = "current") -> User:
        """The user, when this is his password; guesses are counted as at the sign-in."""
        async with self._sessions() as session:
            user = await UserRepository(session).get(user_id)
        if user is None:
            raise UserNotFound(user_id)
        await self._throttle.begin(user.login, visitor.address)
        if not await PASSWORDS.verify(user.password_hash, password):
            raise FieldInvalid(field, "password_wrong", "This is not your password.")
        await self._throttle.forgive(user.login, visitor.address)
        return user
