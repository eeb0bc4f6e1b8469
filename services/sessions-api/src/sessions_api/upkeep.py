"""What time does to sessions: overdue after 12 hours, closed by rule when the stop never comes, updates that waited."""

import asyncio
from datetime import timedelta

import structlog
from common.outbox import Outbox
from common.service import Runtime
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.db import OutboxMessage
from sessions_api.metering.partitions import drop_before
from sessions_api.quarantine.repository import forget_before
from sessions_api.reconciliation.apply import adopt_orphan, revived
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.closing import close_by_rule
from sessions_api.reconciliation.contact import close_presumed
from sessions_api.reconciliation.loader import load, lock_sessions
from sessions_api.reconciliation.models import UNMATCHED_END, WAITING, UnmatchedFact
from sessions_api.reconciliation.needs import Needs
from sessions_api.reconciliation.unit import SOURCE, new_book
from sessions_api.reconciliation.writer import Writer
from sessions_api.sessions.indexes import PRESUMED, RUNNING, UNPLUGGED
from sessions_api.settings import SessionsSettings

log = structlog.get_logger()
_SECONDS = 2.0
_BATCH = 500
_ORPHAN_WINDOW = timedelta(minutes=10)
"""How long a stop without a known connector is tried anew: its station may become known."""

_DUE = text(
    f"""
    (select id from sessions where {UNPLUGGED} and unplugged_seen_at <= :settled limit :batch)
    union
    (select id from sessions where {PRESUMED} and presumed_over_at <= :now limit :batch)
    union
    (select id from sessions where is_open and state in {RUNNING} and started_at <= :overdue limit :batch)
    union
    (select id from sessions where is_unpublished and organization_id is not null
       and published_at <= :published limit :batch)
    """  # noqa: S608 - constants of ours
)


async def keep_up(runtime: Runtime) -> None:
    """The loop of the worker."""
    while True:
        try:
            async with runtime.sessions.begin() as session:
                await look_after(session, runtime)
        except Exception as error:  # noqa: BLE001 - the database is away: the next round does the same work
            log.warning("upkeep.interrupted", error=repr(error)[:500])
        await asyncio.sleep(_SECONDS)


_ORPHANS = (
    select(UnmatchedFact)
    .where(UnmatchedFact.state == WAITING, UnmatchedFact.kind == UNMATCHED_END)
    .order_by(UnmatchedFact.received_at)
    .limit(50)
    .with_for_update(skip_locked=True)
)


async def look_after(session: AsyncSession, runtime: Runtime) -> int:
    """One round; returns how many sessions were due."""
    settings, now = runtime.settings, runtime.clock.now()
    assert isinstance(settings, SessionsSettings)
    limits = {
        "now": now,
        "settled": now - settings.settle_after,
        "overdue": now - settings.overdue_after,
        "published": now - settings.publish_every,
        "batch": _BATCH,
    }
    due = list(await session.scalars(_DUE, limits))
    book = new_book(runtime.clock, settings)
    await lock_sessions(session, due, book)
    writer = Writer(
        session, book, Outbox(session, OutboxMessage, SOURCE, runtime.clock), publish_every=settings.publish_every
    )
    _settle(book, settings)
    await writer.write()
    await _adopt_orphans(session, runtime, settings)
    await forget_before(session, now - settings.keep_quarantine, _BATCH)
    if settings.keep_history is not None:
        await drop_before(session, now - settings.keep_history)
    return len(due)


async def _adopt_orphans(session: AsyncSession, runtime: Runtime, settings: SessionsSettings) -> None:
    """Stops whose start never came; where not even the connector is known, a person decides (quarantine)."""
    now = runtime.clock.now()
    window = (now - settings.orphaned_after - _ORPHAN_WINDOW, now - settings.orphaned_after)
    orphans = list(await session.scalars(_ORPHANS.where(UnmatchedFact.received_at.between(*window))))
    if not orphans:
        return
    needs = Needs()
    for orphan in orphans:
        needs.add(revived(orphan))
    book = new_book(runtime.clock, settings)
    await load(session, needs, book)
    writer = Writer(session, book, Outbox(session, OutboxMessage, SOURCE, runtime.clock), settings.publish_every)
    for orphan in orphans:
        adopt_orphan(book, orphan)
    await writer.write()


def _settle(book: Book, settings: SessionsSettings) -> None:
    for session in book.sessions.values():
        seen_at = session.unplugged_seen_at
        if session.is_open and session.unplugged_at and seen_at and seen_at <= book.now - settings.settle_after:
            close_by_rule(book, session, session.unplugged_at)
        if session.is_open and session.presumed_over_at and session.presumed_over_at <= book.now:
            close_presumed(book, session)
        session.refresh(book.now, book.overdue_after)
