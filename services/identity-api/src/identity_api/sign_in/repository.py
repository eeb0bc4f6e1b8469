from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.sign_in.models import Attempts, RefreshToken, SignIn
from identity_api.users.models import User


class SignInRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, row: SignIn | RefreshToken) -> None:
        self._session.add(row)

    async def of_token(self, token_hash: str) -> tuple[SignIn, RefreshToken] | None:
        """The sign-in (locked: its tokens rotate one at a time) and the token itself.

        First the user: who changes him holds his row and then ends his sign-ins, in this order.
        """
        owner = select(RefreshToken.sign_in_id).where(RefreshToken.hash == token_hash).scalar_subquery()
        person = select(SignIn.user_id).where(SignIn.id == owner).scalar_subquery()
        await self._session.execute(select(User.id).where(User.id == person).with_for_update(read=True))
        sign_in = await self._session.scalar(select(SignIn).where(SignIn.id == owner).with_for_update())
        if sign_in is None:
            return None
        # read after the lock: what a twin request has just done must be seen
        token = await self._session.scalar(select(RefreshToken).where(RefreshToken.hash == token_hash))
        return (sign_in, token) if token else None

    async def living_of(self, user_id: UUID, now: datetime) -> Sequence[SignIn]:
        """The latest first."""
        return (await self._session.scalars(self._living(user_id, now).order_by(SignIn.last_used_at.desc()))).all()

    async def find(self, user_id: UUID, sign_in_id: UUID, now: datetime) -> SignIn | None:
        one = self._living(user_id, now).where(SignIn.id == sign_in_id)
        return (await self._session.scalars(one.with_for_update())).first()

    async def end_all(self, user_id: UUID, now: datetime) -> None:
        """Ends all sign-ins of a user."""
        alive = update(SignIn).where(SignIn.user_id == user_id, SignIn.revoked_at.is_(None))
        await self._session.execute(alive.values(revoked_at=now))

    @staticmethod
    def _living(user_id: UUID, now: datetime) -> Select[SignIn]:
        return select(SignIn).where(SignIn.user_id == user_id, SignIn.revoked_at.is_(None), SignIn.ends_at > now)

    async def forget(self, before: datetime) -> None:
        """Housekeeping: sign-ins that ended and attempts made before this moment."""
        await self._session.execute(delete(SignIn).where(SignIn.ends_at < before))
        await self._session.execute(delete(RefreshToken).where(RefreshToken.expires_at < before))
        await self._session.execute(delete(Attempts).where(Attempts.last_at < before))
