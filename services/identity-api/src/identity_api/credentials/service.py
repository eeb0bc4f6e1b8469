from typing import Final
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.tokens import keyed_hash
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.credentials.errors import CredentialLimitReached, CredentialNotFound
from identity_api.credentials.models import Credential
from identity_api.credentials.repository import CredentialRepository
from identity_api.credentials.schemas import CredentialCreate
from identity_api.settings import IdentitySettings
from identity_api.snapshots import Snapshots
from identity_api.users.errors import UserNotFound
from identity_api.users.repository import UserRepository

LIMIT: Final = 15
"""Cards of one user (USR-054)."""


class CredentialService:
    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings) -> None:
        self._session, self._key = session, settings.credential_key_bytes
        self._credentials, self._users = CredentialRepository(session), UserRepository(session)
        self._snapshots = Snapshots(session, clock)

    async def bind(self, principal: Principal, wanted: CredentialCreate) -> Credential:
        # the user's row is locked: two requests at once cannot bind a sixteenth card
        user = await self._users.find(principal, wanted.user_id, lock=True)
        if user is None:
            raise UserNotFound(wanted.user_id)
        if await self._credentials.count_of(user.id) >= LIMIT:
            raise CredentialLimitReached(LIMIT)
        credential = Credential(
            kind=wanted.kind,
            hash=keyed_hash(self._key, wanted.number),
            last4=wanted.number[-4:].upper(),
            user_id=user.id,
            expires_at=wanted.expires_at,
        )
        await self._credentials.add(credential)
        self._snapshots.credential(credential, user)
        return credential

    async def unbind(self, principal: Principal, credential_id: UUID) -> None:
        """The card is free again for anybody (USR-060)."""
        credential = await self._credentials.find_for_update(principal, credential_id)
        if credential is None:
            raise CredentialNotFound(credential_id)
        await self._credentials.remove(credential)
        self._snapshots.credential_gone(credential_id)
