"""Use cases of the sessions page and card."""

from datetime import datetime, timedelta
from uuid import UUID

from common.auth import Principal
from common.clock import Clock
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.dumps.text import Known, dump
from sessions_api.metering.series import read_series
from sessions_api.sessions.chain import chain
from sessions_api.sessions.errors import SessionNotFound
from sessions_api.sessions.models import CONTROLLER_CHANGED, Session
from sessions_api.sessions.repository import SessionRepository
from sessions_api.sessions.schemas import ChainEvent, HistoryPoint, HistoryRead
from sessions_api.vehicles.schemas import VehicleRead

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
        noted = await self._repository.events(session_id)
        return chain(found, [event for event in noted if event.type != CONTROLLER_CHANGED])

    async def vehicle(self, session_id: UUID) -> VehicleRead:
        await self.get(session_id)
        told = await self._repository.vehicle(session_id)
        return VehicleRead() if told is None else VehicleRead.model_validate(told)

    async def dump(self, session_id: UUID) -> str:
        """Everything that is known of the session, as text."""
        found = await self.get(session_id)
        known = Known(
            found,
            events=await self._repository.events(session_id),
            rows=await self._repository.history(session_id, *self.span(found)),
            told=await self._repository.dump_lines(session_id),
            facts=await self._repository.joined_facts(found),
            vehicle=await self._repository.vehicle(session_id),
        )
        return "".join(f"{line}\n" for line in dump(known))

    def span(self, session: Session) -> tuple[datetime, datetime]:
        """Within it lie all rows of a session's history; it picks the partitions to read."""
        return session.started_at - _AROUND, (session.ended_at or self._clock.now()) + _AROUND

    async def history(
        self, session_id: UUID, since: datetime | None, until: datetime | None, points: int, *, with_others: bool
    ) -> HistoryRead:
        found = await self.get(session_id)
        first, last = self.span(found)
        span = since or first, until or last
        rows, is_thinned = await read_series(self._session, session_id, span, points, with_others=with_others)
        return HistoryRead(series=[HistoryPoint.model_validate(row) for row in rows], is_thinned=is_thinned)
