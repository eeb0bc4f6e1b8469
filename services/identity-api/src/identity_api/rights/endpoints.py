from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import ListTable, Page
from fastapi import APIRouter, Depends, Query
from sqlalchemy import select

from identity_api.rights.models import Right
from identity_api.rights.schemas import RightQuery, RightRead

router = APIRouter(prefix="/rights", tags=["roles"])
RIGHTS = ListTable(key=Right.code, default="code", sorts={"code": Right.code})


@router.get("")
async def list_rights(
    _: Annotated[Principal, Depends(require("roles:read"))],
    session: SessionDep,
    query: Annotated[RightQuery, Query()],
) -> Page[RightRead]:
    """The catalogue of rights (ROL-015)."""
    rights, info = await RIGHTS.page(session, select(Right), query)
    return Page[RightRead](
        items=[RightRead.model_validate(right) for right in rights],
        total=info.total,
        total_is_exact=info.total_is_exact,
        next_cursor=info.next_cursor,
    )
