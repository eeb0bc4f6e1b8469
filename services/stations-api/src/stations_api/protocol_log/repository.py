from typing import Annotated, Literal
from uuid import UUID

from common.lists import ListQuery, ListTable, PageInfo, Where
from pydantic import AwareDatetime, Field
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from stations_api.protocol_log.models import Frame

COUNT_BOUND = 1000
"""Nobody needs to know how many frames a busy station has exactly; counting them all would read them all."""
FRAMES = ListTable(key=Frame.id, default="-at", sorts={"at": Frame.at}, count_bound=COUNT_BOUND)


class FrameQuery(ListQuery):
    """`q`: any part of the raw text; `from`, `to`: time at the server, `to` itself excluded."""

    station_id: Annotated[UUID, Where(lambda station: Frame.station_id == station)]
    direction: Annotated[Literal["in", "out"] | None, Where(lambda direction: Frame.direction == direction)] = None
    message_type: Annotated[
        Literal["call", "result", "error", "send", "message"] | None, Where(lambda kind: Frame.message_type == kind)
    ] = None
    action: Annotated[str | None, Where(lambda action: Frame.action == action), Field(max_length=200)] = None
    message_id: Annotated[str | None, Where(lambda mark: Frame.message_id == mark), Field(max_length=200)] = None
    q: Annotated[
        str | None,
        Where(lambda text: Frame.raw.icontains(text, autoescape=True)),
        Field(min_length=3, max_length=200),
    ] = None
    since: Annotated[AwareDatetime | None, Where(lambda at: Frame.at >= at), Field(alias="from")] = None
    until: Annotated[AwareDatetime | None, Where(lambda at: Frame.at < at), Field(alias="to")] = None


class ProtocolLogRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def page(self, query: FrameQuery) -> tuple[list[Frame], PageInfo]:
        """The caller has checked that the station may be seen."""
        return await FRAMES.page(self._session, select(Frame), query)
