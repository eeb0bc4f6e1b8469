"""A person corrects a session: its energy, its end, its state (SES-113, SES-120, SES-192..199)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from common.audit import Audit
from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.db import OutboxMessage
from sessions_api.reconciliation.loader import lock_sessions
from sessions_api.reconciliation.unit import SOURCE, new_book
from sessions_api.reconciliation.writer import Writer
from sessions_api.sessions.deeds import record_correction
from sessions_api.sessions.errors import EndedBeforeStart, EndedInFuture, SessionNotEnded, SessionNotFound
from sessions_api.sessions.models import Session
from sessions_api.sessions.repository import SessionRepository
from sessions_api.sessions.schemas import SessionCorrection
from sessions_api.settings import SessionsSettings


class SessionCorrector:
    def __init__(
        self, session: AsyncSession, principal: Principal, clock: Clock, settings: SessionsSettings, audit: Audit
    ) -> None:
        self._session, self._principal, self._clock, self._settings = session, principal, clock, settings
        self._audit = audit

    async def correct(self, session_id: UUID, wanted: SessionCorrection, if_match: str | None) -> Session:
        """The corrected session, announced anew: its price follows. Raises what cannot be."""
        repository = SessionRepository(self._session, self._principal)
        if await repository.find(session_id) is None:
            raise SessionNotFound(session_id)
        book = new_book(self._clock, self._settings)
        await lock_sessions(self._session, [session_id], book)
        session = book.sessions[session_id]
        check_if_match(if_match, session.revision)
        outbox = Outbox(self._session, OutboxMessage, SOURCE, self._clock)
        writer = Writer(self._session, book, outbox, self._settings.publish_every)
        before = _shown(session)
        _apply(session, wanted.model_dump(exclude_unset=True), book.now)
        session.refresh(book.now, book.overdue_after)
        await writer.write()
        record_correction(outbox, self._audit, session, before, _shown(session))
        return session


def _shown(session: Session) -> dict[str, Any]:
    return {"energy_wh": session.energy_wh, "ended_at": session.ended_at, "state": session.state}


def _apply(session: Session, changes: dict[str, Any], now: datetime) -> None:
    if "ended_at" in changes:
        _end_at(session, changes["ended_at"], now)
    if "energy_wh" in changes:
        session.corrected_energy_wh = changes["energy_wh"]
    if "state" in changes:
        session.choose_state(changes["state"], session.state)


def _end_at(session: Session, at: datetime, now: datetime) -> None:
    if session.ended_at is None:
        raise SessionNotEnded(session.id)
    if at < session.started_at:
        raise EndedBeforeStart(at)
    if at > now:
        raise EndedInFuture(at)
    session.corrected_ended_at = session.ended_at = at
