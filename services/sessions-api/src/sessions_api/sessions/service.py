"""Use cases of the sessions page and card."""

from datetime import datetime, timedelta
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.metering.series import read_series
from sessions_api.sessions.chain import chain
from sessions_api.sessions.errors import SessionNotFound
from sessions_api.sessions.models import Session
from sessions_api.sessions.repository import SessionRepository
from sessions_api.sessions.schemas import ChainEvent, HistoryPoint, HistoryRead

_AROUND = timedelta(days=1)
"""Trailing values arrive after a session's end (quirk T7); a clock may be off a little at its start."""


class SessionService:
    def __init__(self, session: AsyncSession, principal: Principal, clock: Clock) -> None:
        self._session, self._clock = session, clock
        self._repository = SessionRepository(session, principal)

    async def get(self, session_id: UUID) -> Session:
        found = await self._repository.find(session_id)
        if found is None:
            raise SessionNotFound(session_id)
        return found

    async def events(self, session_id: UUID) -> list[ChainEvent]:
        found = await self.get(session_id)
        return chain(found, await self._repository.events(session_id))

    async def history(
        self, session_id: UUID, since: datetime | None, until: datetime | None, points: int
    ) -> HistoryRead:
        found = await self.get(session_id)
        since = since or found.started_at - _AROUND
        until = until or (found.ended_at or self._clock.now()) + _AROUND
        rows, is_thinned = await read_series(self._session, session_id, since, until, points)
        return HistoryRead(series=[HistoryPoint.model_validate(row) for row in rows], is_thinned=is_thinned)
