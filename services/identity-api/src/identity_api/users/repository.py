from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from common.auth import Principal
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.models import Credential
from identity_api.stations.models import StationCopy
from identity_api.users.errors import LoginTaken
from identity_api.users.models import User


class UserRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, principal: Principal, user_id: UUID, *, lock: bool = False) -> User | None:
        """The user, when the principal may see him; locked against other changes."""
        statement = select(User).where(User.id == user_id, principal.scope(User.organization_id))
        return (await self._session.scalars(statement.with_for_update(of=User) if lock else statement)).first()

    async def of_login(self, login: str) -> User | None:
        return (await self._session.scalars(select(User).where(User.login == login.strip().lower()))).first()

    async def get(self, user_id: UUID, *, lock: bool = False) -> User | None:
        """Without scope: for what a person does with his own account."""
        return await self._session.get(User, user_id, with_for_update={"of": User} if lock else None)

    async def credentials_of(self, user_id: UUID) -> Sequence[Credential]:
        return (await self._session.scalars(select(Credential).where(Credential.user_id == user_id))).all()

    async def stations(self, principal: Principal, station_ids: Collection[UUID]) -> Sequence[StationCopy]:
        """Those of these stations that exist and that the principal sees."""
        wanted = select(StationCopy).where(
            StationCopy.id.in_(station_ids),
            StationCopy.is_gone.is_(False),
            principal.scope(StationCopy.organization_id),
        )
        return (await self._session.scalars(wanted.order_by(StationCopy.number))).all()

    async def add(self, user: User) -> None:
        """Raises LoginTaken, also when another request was a moment faster."""
        try:
            async with self._session.begin_nested():
                self._session.add(user)
        except IntegrityError as error:
            if "uq_users_login" not in str(error.orig):
                raise
            raise LoginTaken(user.login) from error

    async def remove(self, user: User) -> None:
        """With him go his credentials, sign-ins, views and roles (foreign keys cascade)."""
        await self._session.delete(user)

    async def has_signed_in(self, user_id: UUID, at: datetime) -> None:
        await self._session.execute(update(User).where(User.id == user_id).values(last_sign_in_at=at))
