from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from identity_api.roles.repository import RoleRepository
from identity_api.roles.schemas import RoleQuery, RoleRead

router = APIRouter(prefix="/roles", tags=["roles"])
RoleReader = Annotated[Principal, Depends(require("roles:read"))]


@router.get("")
async def list_roles(_: RoleReader, session: SessionDep, query: Annotated[RoleQuery, Query()]) -> Page[RoleRead]:
    """Roles with their rights and the number of their active users (ROL-005..007)."""
    repository = RoleRepository(session)
    roles, info = await repository.page(query)
    active = await repository.active_users(roles)
    items = [
        RoleRead(id=role.id, name=role.name, rights=role.right_codes, active_users=active.get(role.id, 0))
        for role in roles
    ]
    return Page[RoleRead](
        items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor
    )
