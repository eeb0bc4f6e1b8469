from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.organizations.errors import OrganizationRequired
from identity_api.organizations.repository import OrganizationRepository
from identity_api.organizations.service import place_for
from identity_api.passwords.hashing import PASSWORDS
from identity_api.roles.grants import check_within, grantable
from identity_api.roles.models import ADMINISTRATOR
from identity_api.roles.repository import RoleRepository
from identity_api.sign_in.repository import SignInRepository
from identity_api.snapshots import Snapshots
from identity_api.users.errors import CannotBlockOneself, LastAdministrator, UserNotFound
from identity_api.users.models import User
from identity_api.users.repository import UserRepository
from identity_api.users.schemas import UserCreate, UserUpdate

_PLAIN_FIELDS = ("phone", "first_name", "last_name", "patronymic", "email", "is_blocked")


class UserService:
    def __init__(self, session: AsyncSession, clock: Clock) -> None:
        self._session, self._clock = session, clock
        self._users, self._roles = UserRepository(session), RoleRepository(session)
        self._organizations, self._sign_ins = OrganizationRepository(session), SignInRepository(session)
        self._snapshots = Snapshots(session, clock)

    async def get(self, principal: Principal, user_id: UUID) -> User:
        user = await self._users.find(principal, user_id)
        if user is None:
            raise UserNotFound(user_id)
        return user

    async def create(self, principal: Principal, wanted: UserCreate) -> User:
        user = User(**wanted.model_dump(exclude={"roles", "password", "organization_id"}))
        user.roles = list(await grantable(self._roles, principal, wanted.roles))
        user.organization_id = await place_for(self._organizations, principal, wanted.organization_id)
        user.password_hash = await PASSWORDS.hash(wanted.password) if wanted.password else None
        await self._users.add(user)
        await self._session.refresh(user, ["organization"])
        self._snapshots.user(user)
        return user

    async def change(self, principal: Principal, user_id: UUID, wanted: UserUpdate, if_match: str | None) -> User:
        user = await self._locked(principal, user_id)
        check_if_match(if_match, user.revision)
        check_within(principal, user.roles)
        await self._protect(principal, user, wanted)
        await self._apply(principal, user, wanted)
        await self._announce(user)
        return user

    async def _locked(self, principal: Principal, user_id: UUID) -> User:
        user = await self._users.find(principal, user_id, lock=True)
        if user is None:
            raise UserNotFound(user_id)
        return user

    async def _protect(self, principal: Principal, user: User, wanted: UserUpdate) -> None:
        """Nobody locks himself out (USR-092), and the last administrator stays one."""
        if wanted.is_blocked and user.id == principal.subject:
            raise CannotBlockOneself("You cannot block yourself.")
        loses_role = wanted.roles is not None and ADMINISTRATOR not in wanted.roles
        if user.is_administrator and not user.is_blocked and (wanted.is_blocked or loses_role):
            await self._roles.lock_administrator()
            if not await self._roles.has_administrator_besides(user.id):
                raise LastAdministrator("This is the last administrator.")

    async def _apply(self, principal: Principal, user: User, wanted: UserUpdate) -> None:
        for name in wanted.model_fields_set.intersection(_PLAIN_FIELDS):
            if (value := getattr(wanted, name)) is not None:
                setattr(user, name, value)
        if wanted.roles is not None:
            user.roles = list(await grantable(self._roles, principal, wanted.roles))
        if "organization_id" in wanted.model_fields_set:
            user.organization_id = await self._new_place(principal, wanted.organization_id)
        if wanted.password is not None:
            user.password_hash = await PASSWORDS.hash(wanted.password)
        if wanted.is_blocked or wanted.password is not None:
            await self._sign_ins.end_all(user.id, self._clock.now())
        user.revision += 1

    async def _new_place(self, principal: Principal, wanted: UUID | None) -> UUID | None:
        if wanted is None and principal.visible != "*":
            raise OrganizationRequired("Only who sees all organisations takes a user out of them.")
        return await place_for(self._organizations, principal, wanted)

    async def _announce(self, user: User) -> None:
        """His cards carry his name, organisation and block, so they are announced with him."""
        await self._session.flush()
        await self._session.refresh(user, ["organization"])
        self._snapshots.user(user)
        for credential in await self._users.credentials_of(user.id):
            self._snapshots.credential(credential, user)
