from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from updates_api.software.repository import SoftwareQuery, SoftwareRepository
from updates_api.software.schemas import SoftwareRead

router = APIRouter(prefix="/software", tags=["software"])
Reader = Annotated[Principal, Depends(require("software:read"))]


@router.get("")
async def list_software(
    principal: Reader, session: SessionDep, query: Annotated[SoftwareQuery, Query()]
) -> Page[SoftwareRead]:
    """Versions that stations reported, the latest first; with `station_id` the history of one."""
    rows, info = await SoftwareRepository(session).page(principal, query)
    items = [SoftwareRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
