from typing import Annotated, Any, Final

from common.auth import Principal, require
from common.clock import Clock
from fastapi import APIRouter, Depends, Header, Request, Response

from notifications_api.settings import NotificationsSettings
from notifications_api.stream.hub import Hub
from notifications_api.stream.response import EventStream

StreamReader = Annotated[Principal, Depends(require("stream:read"))]
UNKNOWN_PLACE: Final = -1
_EXAMPLE = 'event: hint\nid: 42\ndata: {"type":"station","id":"01980000-0000-7000-8000-000000000001","revision":3}\n\n'
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events: `hint` (something changed), `resync` (read all again), comments as pulse",
        "content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}


def stream_router(hub: Hub, settings: NotificationsSettings) -> APIRouter:
    router = APIRouter(tags=["stream"])

    @router.get("/stream", response_class=Response, responses=_ANSWER)
    async def open_stream(
        principal: StreamReader,
        request: Request,
        last_event_id: Annotated[str | None, Header(alias="Last-Event-ID")] = None,
    ) -> Response:
        """Hints of what changed, among the things that the caller may see; a charge goes by its session's id.

        Resumes after `Last-Event-ID`; answers `resync` when that is too long ago. Ends with the caller's token.
        """
        clock: Clock = request.app.state.clock
        return EventStream(
            hub.listening(principal, _sequence(last_event_id)),
            seconds_left=lambda: request.app.state.authenticator.seconds_left(principal, clock.now()),
            heartbeat_seconds=settings.heartbeat_seconds,
        )

    return router


def _sequence(last_event_id: str | None) -> int | None:
    """What is not a number of ours counts as a place that nobody knows any more: the answer is a resync."""
    if last_event_id is None:
        return None
    try:
        return int(last_event_id)
    except ValueError:
        return UNKNOWN_PLACE
