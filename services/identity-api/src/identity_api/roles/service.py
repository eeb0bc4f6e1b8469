from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.journal import Journal, picture_of_role
from identity_api.revocations.service import Withdrawal
from identity_api.rights.models import Right
from identity_api.rights.repository import RightRepository
from identity_api.roles.errors import AdministratorRoleFixed, RoleInUse, RoleNameTaken, RoleNotFound, RoleOfOthers
from identity_api.roles.grants import check_rights_within, grantable_rights
from identity_api.roles.models import Role
from identity_api.roles.repository import RoleRepository
from identity_api.roles.schemas import RoleCreate, RoleRead, RoleUpdate


class RoleService:
    """Nobody makes a role stronger than himself, nor changes one that is (it would lift or strip his betters)."""

    def __init__(self, session: AsyncSession, clock: Clock, journal: Journal) -> None:
        self._journal = journal
        self._roles, self._rights = RoleRepository(session), RightRepository(session)
        self._withdrawal = Withdrawal(session, clock)

    async def get(self, role_id: UUID) -> RoleRead:
        return await self._read(await self._found(role_id))

    async def create(self, principal: Principal, wanted: RoleCreate) -> RoleRead:
        rights = await grantable_rights(self._rights, principal, wanted.rights)
        await self._check_name(wanted.name)
        role = Role(name=wanted.name, rights=list(rights), requires_totp=wanted.requires_totp)
        await self._roles.save(role)
        self._journal.role("role_created", role, after=picture_of_role(role))
        return await self._read(role)

    async def change(self, principal: Principal, role_id: UUID, wanted: RoleUpdate, if_match: str | None) -> RoleRead:
        await self._withdrawal.before_taking()
        role = await self._found(role_id, lock=True)
        check_if_match(if_match, role.revision)
        await self._check_mine(principal, role)
        if role.is_administrator and (wanted.name is not None or wanted.rights is not None):
            raise AdministratorRoleFixed("The role administrator keeps its name and has every right.")
        before = picture_of_role(role)
        await self._apply(principal, role, wanted)
        await self._roles.save(role)
        await self._withdrawal.renew_holders_of(role_id)
        self._journal.role("role_changed", role, before, picture_of_role(role))
        return await self._read(role)

    async def delete(self, principal: Principal, role_id: UUID) -> None:
        role = await self._found(role_id, lock=True)
        await self._check_mine(principal, role)
        if role.is_administrator:
            raise AdministratorRoleFixed("The role administrator stays.")
        if count := await self._roles.users_of(role_id):
            raise RoleInUse(count)
        self._journal.role("role_deleted", role, before=picture_of_role(role))
        await self._roles.remove(role)

    async def _check_mine(self, principal: Principal, role: Role) -> None:
        """Roles are shared by all organisations: who does not see them all leaves those alone that others have."""
        check_rights_within(principal, role.rights)
        if await self._roles.has_holders_beyond(principal, role.id):
            raise RoleOfOthers("People of other organisations have this role.")

    async def _found(self, role_id: UUID, *, lock: bool = False) -> Role:
        role = await self._roles.find(role_id, lock=lock)
        if role is None:
            raise RoleNotFound(role_id)
        return role

    async def _apply(self, principal: Principal, role: Role, wanted: RoleUpdate) -> None:
        if wanted.name is not None:
            await self._check_name(wanted.name, besides=role.id)
            role.name = wanted.name
        if wanted.rights is not None:
            role.rights = list[Right](await grantable_rights(self._rights, principal, wanted.rights))
        if wanted.requires_totp is not None:
            role.requires_totp = wanted.requires_totp
        role.revision += 1

    async def _check_name(self, name: str, *, besides: UUID | None = None) -> None:
        if await self._roles.has_name(name, besides=besides):
            raise RoleNameTaken(name)

    async def _read(self, role: Role) -> RoleRead:
        return RoleRead.of(role, (await self._roles.active_users([role])).get(role.id, 0))
