"""The list of the frames of one station, the newest first; an answer is found by the action that it answers."""

from typing import Annotated, Final, Literal
from uuid import UUID

from common.export import Column
from common.listing import Listing
from common.lists import ListQuery, ListTable, Where
from pydantic import AwareDatetime, Field

from stations_api.protocol_log.models import Frame
from stations_api.protocol_log.schemas import FrameRead
from stations_api.stations.visibility import station_is_visible

COUNT_BOUND: Final = 1000
"""Nobody needs to know how many frames a busy station has exactly; counting them all would read them all."""
DIRECTIONS: Final = {"in": ("От станции", "From the station"), "out": ("К станции", "To the station")}


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


FRAME_LIST = Listing(
    table=ListTable(key=Frame.id, default="-at", sorts={"at": Frame.at}, count_bound=COUNT_BOUND),
    entity=Frame,
    query=FrameQuery,
    read=FrameRead,
    right="protocol-log:read",
    check=station_is_visible,
    about="Frames of one station, the newest first; an answer is found by the action that it answers.",
    columns=[
        Column("at", "Дата/время", "Date/time", is_moment=True),
        Column("direction", "Направление", "Direction", words=DIRECTIONS),
        Column("message_type", "Тип сообщения", "Message type"),
        Column("action", "Действие", "Action"),
        Column("message_id", "Id сообщения", "Message id"),
        Column("epoch", "Соединение", "Connection"),
        Column("raw", "Текст", "Text"),
    ],
)
