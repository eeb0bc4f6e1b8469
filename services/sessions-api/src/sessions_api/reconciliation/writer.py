"""Saves a Book: sessions and transactions, counters, history, chain of events and the announcements."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from common.outbox import Outbox
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.metering.curve import Point, read_curves
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.progress import write_progress
from sessions_api.sessions.models import Session, SessionEvent
from sessions_api.sessions.publisher import Publisher
from sessions_api.sessions.totals import TotalsLedger

_AROUND = timedelta(hours=1)


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
        with self._session.no_autoflush:  # rows are written once, with what publishing changes in them
            await book.history.write(self._session)
            curves = await self._curves(sessions)
        self._publisher.publish(sessions, curves)
        self._publisher.ask_to_stop(book.sessions, book.stops)
        with self._session.no_autoflush:
            await write_progress(self._session, sessions)
        self._session.add_all(book.new)
        await self._session.flush()
        await self._totals.write(self._session, sessions)
        await self._write_events()

    async def _curves(self, sessions: Iterable[Session]) -> dict[UUID, list[Point]]:
        """Registers of the ended sessions that may have to be announced."""
        told = self._book.history.session_ids
        ended = [one for one in sessions if not one.is_open and one.transaction is not None]
        touched = [one for one in ended if one.id in told or self._publisher.is_changed(one)]
        if not touched:
            return {}
        since = min(one.started_at for one in touched) - _AROUND
        until = max(one.ended_at or one.started_at for one in touched) + _AROUND
        return await read_curves(self._session, [one.id for one in touched], since, until)

    async def _write_events(self) -> None:
        rows = [
            {"session_id": event.session_id, "at": event.at, "type": event.type, "params": event.params}
            for event in self._book.events.values()
        ]
        if rows:
            await self._session.execute(insert(SessionEvent).values(rows).on_conflict_do_nothing())
