"""Saves a Book: sessions and transactions, counters, history, chain of events and the announcements."""

from datetime import timedelta

from common.outbox import Outbox
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.reconciliation.book import Book
from sessions_api.sessions.models import SessionEvent
from sessions_api.sessions.publisher import Publisher
from sessions_api.sessions.totals import TotalsLedger


class Writer:
    """Make it when the book is loaded and not yet changed: it remembers what stood in the database."""

    def __init__(self, session: AsyncSession, book: Book, outbox: Outbox, publish_every: timedelta) -> None:
        self._session, self._book = session, book
        self._publisher, self._totals = Publisher(outbox, book.now, publish_every), TotalsLedger()
        for known in book.sessions.values():
            self._publisher.remember(known)
            self._totals.remember(known)

    async def write(self) -> None:
        book, sessions = self._book, list(self._book.sessions.values())
        self._publisher.publish(sessions)
        self._session.add_all(book.new)
        await self._session.flush()
        await self._totals.write(self._session, sessions)
        await book.history.write(self._session)
        await self._write_events()

    async def _write_events(self) -> None:
        rows = [
            {"session_id": event.session_id, "at": event.at, "type": event.type, "params": event.params}
            for event in self._book.events.values()
        ]
        if rows:
            await self._session.execute(insert(SessionEvent).values(rows).on_conflict_do_nothing())
