"""Single sessions for people, within the organisation's scope; their list is declared in listing.py."""

from collections.abc import Sequence
from uuid import UUID

from common.auth import Principal
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from sessions_api.sessions.models import Session, SessionEvent

_STATION = selectinload(Session.station)
"""Its present name: the session itself keeps number, owner and time zone only."""


class SessionRepository:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session, self._principal = session, principal

    async def find(self, session_id: UUID) -> Session | None:
        scope = self._principal.scope(Session.organization_id)
        statement = select(Session).where(Session.id == session_id, scope).options(_STATION)
        found: Session | None = await self._session.scalar(statement)
        return found

    async def events(self, session_id: UUID) -> Sequence[SessionEvent]:
        statement = select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.at)
        return (await self._session.scalars(statement)).all()
