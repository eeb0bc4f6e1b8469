"""What a person does with a message put aside: join it to a session, try it again, or dismiss it."""

from uuid import UUID

from common.audit import Audit, Link
from common.auth import Principal
from common.clock import Clock
from common.outbox import Outbox
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.db import OutboxMessage
from sessions_api.quarantine.errors import AlreadyDecided, NotReplayable, QuarantinedNotFound, StationDiffers
from sessions_api.quarantine.repository import QuarantineRepository
from sessions_api.reconciliation.apply import join_to, replay, revived
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.loader import load, lock_sessions
from sessions_api.reconciliation.models import REJECTED_FRAME, WAITING, UnmatchedFact
from sessions_api.reconciliation.needs import Needs
from sessions_api.reconciliation.unit import SOURCE, new_book
from sessions_api.reconciliation.writer import Writer
from sessions_api.sessions.errors import SessionNotFound
from sessions_api.sessions.repository import SessionRepository
from sessions_api.settings import SessionsSettings


class QuarantineService:
    def __init__(
        self, session: AsyncSession, principal: Principal, clock: Clock, settings: SessionsSettings, audit: Audit
    ) -> None:
        self._session, self._principal, self._clock, self._settings = session, principal, clock, settings
        self._outbox, self._audit = Outbox(session, OutboxMessage, SOURCE, clock), audit
        self._items = QuarantineRepository(session, principal)

    async def get(self, item_id: UUID) -> UnmatchedFact:
        found = await self._items.find(item_id)
        if found is None:
            raise QuarantinedNotFound(item_id)
        return found

    async def join(self, item_id: UUID, session_id: UUID) -> UnmatchedFact:
        """The fact counts for that session, whatever number it carries; a rejected frame is only filed with it."""
        item = await self._undecided(item_id)
        chosen = await SessionRepository(self._session, self._principal).find(session_id)
        if chosen is None:
            raise SessionNotFound(session_id)
        if chosen.station_id != item.station_id:
            raise StationDiffers(item_id, session_id)
        if item.kind != REJECTED_FRAME:
            await self._apply_to(item, session_id)
        item.join(session_id, self._clock.now(), self._principal.login)
        self._record("quarantined_joined", item, session_id)
        return item

    async def replay(self, item_id: UUID) -> UnmatchedFact:
        """Applies the fact as if it had just arrived; without a transaction for it, it goes on waiting."""
        item = await self._undecided(item_id)
        if item.kind == REJECTED_FRAME:
            raise NotReplayable(item_id)
        needs = Needs()
        needs.add(revived(item))
        book = new_book(self._clock, self._settings)
        await load(self._session, needs, book)
        writer = self._writer(book)
        found = replay(book, item)
        await writer.write()
        if found is not None:
            item.join(found.id, book.now, self._principal.login)
        self._record("quarantined_replayed", item, found.id if found is not None else None)
        return item

    async def dismiss(self, item_id: UUID, reason: str) -> UnmatchedFact:
        item = await self._undecided(item_id)
        item.dismiss(reason, self._clock.now(), self._principal.login)
        self._record("quarantined_dismissed", item, None, reason)
        return item

    def _record(self, operation: str, item: UnmatchedFact, session_id: UUID | None, reason: str | None = None) -> None:
        link = Link("session", session_id) if session_id else Link("none", item.id)
        told = {"item_id": item.id, "kind": item.kind, "station_id": item.station_id}
        self._audit.record(self._outbox, operation, link, session_id=session_id, description=reason, arguments=told)

    async def _undecided(self, item_id: UUID) -> UnmatchedFact:
        item = await self._items.find(item_id, for_update=True)
        if item is None:
            raise QuarantinedNotFound(item_id)
        if item.state != WAITING:
            raise AlreadyDecided(item_id, item.state)
        return item

    async def _apply_to(self, item: UnmatchedFact, session_id: UUID) -> None:
        book = new_book(self._clock, self._settings)
        await lock_sessions(self._session, [session_id], book)
        writer = self._writer(book)
        join_to(book, book.sessions[session_id], item)
        await writer.write()

    def _writer(self, book: Book) -> Writer:
        return Writer(self._session, book, self._outbox, self._settings.publish_every)
