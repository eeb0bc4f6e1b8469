from uuid import UUID

from common.auth import Principal
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.errors import CredentialTaken
from identity_api.credentials.models import RFID, Credential
from identity_api.users.models import User


class CredentialRepository:
    """Scope: a credential is seen by who sees its user."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, principal: Principal, credential_id: UUID) -> Credential | None:
        scoped = select(Credential).join(User).where(principal.scope(User.organization_id))
        return (await self._session.scalars(scoped.where(Credential.id == credential_id))).first()

    async def lock(self, credential: Credential) -> bool:
        """Locks its user, then itself: the order of everybody who counts energy. False: it went meanwhile."""
        await self._session.execute(select(User.id).where(User.id == credential.user_id).with_for_update())
        same = select(Credential).where(Credential.id == credential.id).with_for_update(of=Credential)
        refreshed = same.execution_options(populate_existing=True)
        return (await self._session.scalars(refreshed)).first() is not None

    async def count_of(self, user_id: UUID) -> int:
        """His cards; the login does not count (USR-112)."""
        counted = select(func.count()).select_from(Credential)
        own = counted.where(Credential.user_id == user_id, Credential.kind == RFID)
        return int(await self._session.scalar(own) or 0)

    async def add(self, credential: Credential) -> None:
        """Raises CredentialTaken when the card is bound to anybody, in any organisation."""
        try:
            async with self._session.begin_nested():
                self._session.add(credential)
        except IntegrityError as error:
            if "uq_credentials_hash" not in str(error.orig):
                raise
            raise CredentialTaken("This card is bound already.") from error

    async def remove(self, credential: Credential) -> None:
        await self._session.delete(credential)
        await self._session.flush()
