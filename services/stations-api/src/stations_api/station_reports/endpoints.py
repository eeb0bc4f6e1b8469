from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from common.lists import Page
from fastapi import APIRouter, Depends, Query

from stations_api.station_reports.repository import ReportQuery, StationReportRepository
from stations_api.station_reports.schemas import ReportRead

router = APIRouter(prefix="/operation-log", tags=["operation-log"])
Reader = Annotated[Principal, Depends(require("operation-log:read"))]


@router.get("")
async def list_reports(
    principal: Reader, session: SessionDep, query: Annotated[ReportQuery, Query()]
) -> Page[ReportRead]:
    """What stations reported of themselves beside status and transactions, the newest first."""
    rows, info = await StationReportRepository(session).page(principal, query)
    items = [ReportRead.model_validate(row) for row in rows]
    return Page(items=items, total=info.total, total_is_exact=info.total_is_exact, next_cursor=info.next_cursor)
