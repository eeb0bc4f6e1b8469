from collections.abc import Collection, Sequence
from uuid import UUID

from common.auth import Principal
from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.roles.errors import RoleNameTaken
from identity_api.roles.models import ADMINISTRATOR, Role
from identity_api.users.models import User, user_roles


class RoleRepository:
    """Roles belong to the installation, not to an organisation: there is no scope."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, role_id: UUID, *, lock: bool = False) -> Role | None:
        statement = select(Role).where(Role.id == role_id)
        return (await self._session.scalars(statement.with_for_update() if lock else statement)).first()

    async def to_be_given(self, ids: Collection[UUID], names: Collection[str]) -> Sequence[Role]:
        """By id or by name; none of them is deleted before the transaction ends."""
        wanted = select(Role).where(Role.id.in_(ids) | Role.name.in_(names)).order_by(Role.name)
        return (await self._session.scalars(wanted.with_for_update(read=True, key_share=True, of=Role))).all()

    async def save(self, role: Role) -> None:
        """Raises RoleNameTaken, also when another request was a moment faster."""
        name = role.name
        try:
            async with self._session.begin_nested():
                self._session.add(role)
                await self._session.flush()
        except IntegrityError as error:
            if "uq_roles_name" not in str(error.orig):
                raise
            raise RoleNameTaken(name) from error

    async def remove(self, role: Role) -> None:
        await self._session.delete(role)

    async def has_name(self, name: str, *, besides: UUID | None = None) -> bool:
        """Whatever the case of the letters."""
        same = select(Role.id).where(func.lower(Role.name) == name.lower())
        return await self._session.scalar(same.where(Role.id != besides) if besides else same) is not None

    async def users_of(self, role_id: UUID) -> int:
        """All of them, also the blocked ones (ROL-019)."""
        counted = select(func.count()).select_from(user_roles).where(user_roles.c.role_id == role_id)
        return int(await self._session.scalar(counted) or 0)

    async def has_holders_beyond(self, principal: Principal, role_id: UUID) -> bool:
        """Somebody whom the principal does not see has it."""
        if principal.visible == "*":
            return False
        beyond = or_(User.organization_id.is_(None), User.organization_id.not_in(principal.visible))
        holders = select(User.id).join(user_roles, user_roles.c.user_id == User.id)
        found = holders.where(user_roles.c.role_id == role_id, beyond).limit(1)
        return await self._session.scalar(found) is not None

    async def active_users(self, roles: Collection[Role]) -> dict[UUID, int]:
        """Role id → how many users who are not blocked have it (ROL-007)."""
        counted = (
            select(user_roles.c.role_id, func.count().label("users"))
            .where(user_roles.c.role_id.in_([role.id for role in roles]))
            .group_by(user_roles.c.role_id)
        )
        # all of them by the index alone, less the few who are blocked: a million users need not be read
        blocked = counted.join(User, User.id == user_roles.c.user_id).where(User.is_blocked)
        less = {row.role_id: row.users for row in await self._session.execute(blocked)}
        return {row.role_id: row.users - less.get(row.role_id, 0) for row in await self._session.execute(counted)}

    async def administrator(self) -> Role | None:
        """None before the first start has seeded it."""
        fresh = select(Role).where(Role.name == ADMINISTRATOR).execution_options(populate_existing=True)
        return (await self._session.scalars(fresh.with_for_update())).first()

    async def lock_administrator(self) -> None:
        """Two requests that each take one of the last two administrators wait for each other here."""
        await self._session.execute(select(Role.id).where(Role.name == ADMINISTRATOR).with_for_update())

    async def has_administrator_besides(self, user_id: UUID) -> bool:
        others = (
            select(User.id)
            .join(user_roles, user_roles.c.user_id == User.id)
            .join(Role, Role.id == user_roles.c.role_id)
            .where(Role.name == ADMINISTRATOR, User.is_blocked.is_(False), User.id != user_id)
        )
        return await self._session.scalar(others.limit(1)) is not None
