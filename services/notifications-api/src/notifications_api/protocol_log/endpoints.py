from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from common.auth import Principal, require
from common.clock import Clock
from fastapi import APIRouter, Depends, Query, Request, Response

from notifications_api.protocol_log.errors import StationNotFound
from notifications_api.protocol_log.feed import Feed
from notifications_api.settings import NotificationsSettings
from notifications_api.stream.response import EventStream

LogReader = Annotated[Principal, Depends(require("protocol-log:read"))]
_EXAMPLE = (
    'event: frame\ndata: {"id":"01980000-0000-7000-8000-000000000001","epoch":7,"direction":"in",'
    '"at":"2026-11-25T12:00:00Z","raw":"[2,\\"18\\",\\"Heartbeat\\",{}]"}\n\n'
)
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events: `frame` (as it went over the wire), `resync` (frames may be missing)",
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}
OwnerOf = Callable[[UUID], UUID | None]


def protocol_log_router(feed: Feed, owner_of: OwnerOf, settings: NotificationsSettings) -> APIRouter:
    """`owner_of`: the station's organisation; None when there is no such station."""
    router = APIRouter(tags=["stream"])

    @router.get("/stream/protocol-log", response_class=Response, responses=_ANSWER)
    async def watch_frames(principal: LogReader, request: Request, station_id: Annotated[UUID, Query()]) -> Response:
        """Frames of one station as they pass; begins with `resync` once the reading has begun.

        Ends with the token, and when the station goes to somebody whose things the caller does not see.
        """
        clock: Clock = request.app.state.clock

        def is_seen() -> bool:
            owner = owner_of(station_id)
            return owner is not None and principal.sees(owner)

        def seconds_left() -> float:
            return request.app.state.authenticator.seconds_left(principal, clock.now()) if is_seen() else 0.0

        if not is_seen():
            raise StationNotFound(station_id)
        return EventStream(
            feed.watching(principal, station_id),
            seconds_left=seconds_left,
            heartbeat_seconds=settings.heartbeat_seconds,
        )

    return router
