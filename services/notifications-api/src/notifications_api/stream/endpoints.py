import contextlib
from typing import Annotated, Any, Final
from uuid import UUID

from common.auth import Principal, require
from common.clock import Clock
from common.db import Sessions
from fastapi import APIRouter, Depends, Header, Request, Response
from sqlalchemy.exc import SQLAlchemyError

from notifications_api.directory.repository import ROOT_ORGANIZATION_ID, chains
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
            hub.listening(principal, _sequence(last_event_id), await _above(request.app.state.sessions, principal)),
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


async def _above(sessions: Sessions, principal: Principal) -> frozenset[UUID]:
    """The organisations whose tariffs count for him too; without the database the stream does without them."""
    own = principal.organization_id or ROOT_ORGANIZATION_ID
    with contextlib.suppress(SQLAlchemyError, OSError):
        async with sessions() as session:
            return frozenset({ROOT_ORGANIZATION_ID, *(await chains(session, [own]))[own]})
    return frozenset({ROOT_ORGANIZATION_ID, own})
