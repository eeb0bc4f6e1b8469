"""Single sessions for people, within the organisation's scope; their list is declared in listing.py."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from common.auth import Principal
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from sessions_api.dumps.models import DumpLines
from sessions_api.metering.models import HistoryRow
from sessions_api.reconciliation.models import UnmatchedFact
from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.vehicles.models import SessionVehicle

SHOWN_WITH = (selectinload(Session.station), selectinload(Session.user))
"""Present names of station and payer: the session itself keeps number, owner and time zone only."""


class SessionRepository:
    def __init__(self, session: AsyncSession, principal: Principal) -> None:
        self._session, self._principal = session, principal

    async def find(self, session_id: UUID) -> Session | None:
        scope = self._principal.scope(Session.organization_id)
        statement = select(Session).where(Session.id == session_id, scope).options(*SHOWN_WITH)
        found: Session | None = await self._session.scalar(statement)
        return found

    async def vehicle(self, session_id: UUID) -> SessionVehicle | None:
        return await self._session.get(SessionVehicle, session_id)

    async def dump_lines(self, session_id: UUID) -> Sequence[DumpLines]:
        told = select(DumpLines).where(DumpLines.session_id == session_id)
        return (await self._session.scalars(told.order_by(DumpLines.at, DumpLines.sequence))).all()

    async def history(self, session_id: UUID, since: datetime, until: datetime) -> Sequence[HistoryRow]:
        span = HistoryRow.at.between(since, until)
        rows = select(HistoryRow).where(HistoryRow.session_id == session_id, span).order_by(HistoryRow.at)
        return (await self._session.scalars(rows)).all()

    async def joined_facts(self, session: Session) -> Sequence[UnmatchedFact]:
        """What had been in quarantine and belongs to it; found by the station, for which there is an index."""
        of_station = UnmatchedFact.station_id == session.station_id
        return (
            await self._session.scalars(select(UnmatchedFact).where(of_station, UnmatchedFact.session_id == session.id))
        ).all()

    async def events(self, session_id: UUID) -> Sequence[SessionEvent]:
        statement = select(SessionEvent).where(SessionEvent.session_id == session_id).order_by(SessionEvent.at)
        return (await self._session.scalars(statement)).all()
