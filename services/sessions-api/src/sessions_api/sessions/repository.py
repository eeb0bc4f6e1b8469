"""Every statement that reads sessions for people; the organisation's scope is put on here."""

from collections.abc import Sequence
from uuid import UUID

from common.auth import Principal
from common.lists import PageInfo
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.sessions.queries import SESSIONS, SessionFilters, SessionQuery, chosen


class SessionRepository:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session, self._principal = session, principal

    def statement(self, filters: SessionFilters) -> Select[Session]:
        """What the principal sees of what the check boxes leave; ListTable adds the other filters."""
        return select(Session).where(self._principal.scope(Session.organization_id), *chosen(filters))

    async def page(self, query: SessionQuery) -> tuple[Sequence[Session], PageInfo]:
        return await SESSIONS.page(self._session, self.statement(query), query)

    async def find(self, session_id: UUID) -> Session | None:
        scope = self._principal.scope(Session.organization_id)
        found: Session | None = await self._session.scalar(select(Session).where(Session.id == session_id, scope))
        return found

    async def events(self, session_id: UUID) -> Sequence[SessionEvent]:
        statement = select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.at)
        return (await self._session.scalars(statement)).all()
