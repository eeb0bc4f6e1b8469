"""The list of roles with their rights and the number of their active users (ROL-005..007).

Roles belong to the installation, not to an organisation: there is no scope.
"""

from collections.abc import Sequence
from typing import Final

from common.export import Column
from common.listing import Asking, Listing
from common.lists import ListTable
from sqlalchemy.ext.asyncio import AsyncSession

from identity_api.roles.models import Role
from identity_api.roles.repository import RoleRepository
from identity_api.roles.schemas import RoleQuery, RoleRead


async def _with_users(session: AsyncSession, _: Asking, roles: Sequence[Role]) -> Sequence[RoleRead]:
    active = await RoleRepository(session).active_users(roles)
    return [RoleRead.of(role, active.get(role.id, 0)) for role in roles]


ROLE_LIST: Final = Listing(
    table=ListTable(key=Role.id, default="name", sorts={"name": Role.name}),
    entity=Role,
    query=RoleQuery,
    read=RoleRead,
    right="roles:read",
    together=_with_users,
    about="Roles with their rights and the number of their active users (ROL-005..007).",
    columns=[
        Column("name", "Наименование", "Name"),
        Column("rights", "Права", "Rights", lambda role: ", ".join(role.rights)),
        Column("users_count", "Количество активных пользователей", "Number of active users"),
        Column("requires_totp", "Требует второй фактор", "Demands a second factor"),
        Column("is_standard", "Типовая", "Standard"),
    ],
)
