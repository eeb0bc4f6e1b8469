from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from identity_api.rights.repository import RightRepository
from identity_api.rights.schemas import RightQuery, RightRead

router = APIRouter(prefix="/rights", tags=["roles"])


@router.get("")
async def list_rights(
    _: Annotated[Principal, Depends(require("roles:read"))],
    session: SessionDep,
    query: Annotated[RightQuery, Query()],
) -> Page[RightRead]:
    """The catalogue of rights (ROL-015)."""
    rights, info = await RightRepository(session).page(query)
    return Page[RightRead](
        items=[RightRead.model_validate(right) for right in rights],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )
