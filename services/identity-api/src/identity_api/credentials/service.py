from typing import Final
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.tokens import keyed_hash
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.consumption.repository import ConsumptionRepository
from identity_api.credentials.errors import CredentialLimitReached, CredentialNotFound, LoginStays
from identity_api.credentials.labels import Labels
from identity_api.credentials.models import RFID, Credential
from identity_api.credentials.repository import CredentialRepository
from identity_api.credentials.schemas import CredentialCreate, CredentialRead
from identity_api.journal import Journal
from identity_api.roles.grants import check_within
from identity_api.settings import IdentitySettings
from identity_api.snapshots import Snapshots
from identity_api.users.errors import UserNotFound
from identity_api.users.models import User
from identity_api.users.repository import UserRepository

LIMIT: Final = 15
"""Cards of one user (USR-054)."""


class CredentialService:
    def __init__(self, session: AsyncSession, clock: Clock, settings: IdentitySettings, journal: Journal) -> None:
        self._journal = journal
        self._session, self._key, self._labels = session, settings.credential_key_bytes, Labels(settings)
        self._credentials, self._users = CredentialRepository(session), UserRepository(session)
        self._consumption = ConsumptionRepository(session)
        self._snapshots = Snapshots(session, clock)

    async def bind(self, principal: Principal, wanted: CredentialCreate) -> CredentialRead:
        # the user's row is locked: two requests at once cannot bind a sixteenth card
        user = await self._users.find(principal, wanted.user_id, lock=True)
        if user is None:
            raise UserNotFound(wanted.user_id)
        check_within(principal, user.roles)
        if await self._credentials.count_of(user.id) >= LIMIT:
            raise CredentialLimitReached(LIMIT)
        credential = self._new(wanted, user)
        await self._credentials.add(credential)
        await self._session.refresh(credential, ["user"])
        self._snapshots.credential(credential, user)
        self._journal.credential("credential_bound", credential, user)
        return self._labels.read(credential)

    async def unbind(self, principal: Principal, credential_id: UUID) -> None:
        """The card is free again for anybody (USR-060); what was consumed with it counts no more (USR-062)."""
        credential = await self._credentials.find(principal, credential_id)
        if credential is None or not await self._credentials.lock(credential):
            raise CredentialNotFound(credential_id)
        if credential.kind != RFID:
            raise LoginStays("The login stays with its user.")
        user = credential.user
        check_within(principal, user.roles)
        await self._credentials.remove(credential)
        self._snapshots.credential_gone(credential)
        self._journal.credential("credential_unbound", credential, user)
        await self._consumption.recount(user)
        await self._announce(user)

    def _new(self, wanted: CredentialCreate, user: User) -> Credential:
        return Credential(
            kind=wanted.kind,
            hash=keyed_hash(self._key, wanted.number),
            sealed_number=self._labels.seal(wanted.number),
            last4=wanted.number[-4:].upper(),
            user_id=user.id,
            expires_at=wanted.expires_at,
        )

    async def _announce(self, user: User) -> None:
        """What is left of his limit has grown."""
        if user.energy_limit_wh is None:
            return
        self._snapshots.user(user)
        for credential in await self._users.credentials_of(user.id):
            self._snapshots.credential(credential, user)
