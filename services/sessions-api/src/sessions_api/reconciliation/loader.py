"""Fills a Book from the database: a fixed number of statements per batch, whatever its size."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from common.db import is_among
from sqlalchemy import ARRAY, Select, TextClause, and_, func, literal, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload
from sqlalchemy.orm.attributes import set_committed_value

from sessions_api.commands.joining import STOP
from sessions_api.commands.models import Command
from sessions_api.reconciliation.book import Book
from sessions_api.reconciliation.models import ConnectorState, UnmatchedFact
from sessions_api.reconciliation.needs import Needs
from sessions_api.sessions.models import Session
from sessions_api.stations.models import Station
from sessions_api.transactions.models import Transaction
from sessions_api.users.models import User

# sessions without a transaction around a start: only recent ones can be its host, and none lasts a week
_SESSION_IDS = text(
    """
    select id from sessions where is_open and station_id = any(cast(:stations as uuid[]))
    union
    select session_id from transactions where transaction_key = any(cast(:keys as uuid[]))
    union
    select t.session_id from unnest(cast(:number_stations as uuid[]), cast(:numbers as text[])) n(station_id, number)
      join transactions t on t.station_id = n.station_id and t.number = n.number
    union
    select session_id from transactions where remote_token = any(cast(:tokens as text[]))
    union
    select host.id
      from unnest(cast(:start_stations as uuid[]), cast(:start_connectors as integer[]),
                  cast(:start_times as timestamptz[])) s(station_id, connector_number, at)
      cross join lateral (
        select id from sessions x
        where x.station_id = s.station_id and x.connector_number = s.connector_number
          and x.transaction_number is null and x.started_at <= s.at + interval '2 minutes'
          and x.started_at > s.at - interval '7 days' and (x.ended_at is null or x.ended_at > s.at)
        order by x.started_at desc limit 3) host
    union
    select id from sessions where id = any(cast(:session_ids as uuid[]))
    union
    select id from sessions where organization_id is null and station_id = any(cast(:unplaced as uuid[]))
    """
)


async def load(session: AsyncSession, needs: Needs, book: Book) -> None:
    """Locks the sessions that the batch may change, in the order of their ids."""
    await _load_stations(session, needs.station_ids | needs.unplaced_station_ids, book)
    await lock_sessions(session, await _session_ids(session, needs), book)
    await _load_connectors(session, needs, book)
    await _load_unmatched(session, needs, book)
    await _load_commands(session, needs, book)
    await _load_users(session, needs, book)


async def lock_sessions(session: AsyncSession, ids: Collection[UUID], book: Book) -> None:
    if not ids:
        return
    wanted = select(Session).where(is_among(Session.id, ids)).options(lazyload(Session.transaction))
    locked = (await session.scalars(wanted.order_by(Session.id).with_for_update())).all()
    told = await session.scalars(select(Transaction).where(is_among(Transaction.session_id, ids)))
    transactions = {transaction.session_id: transaction for transaction in told}
    for found in locked:
        set_committed_value(found, "transaction", transactions.get(found.id))
        book.know(found)


async def _session_ids(session: AsyncSession, needs: Needs) -> list[UUID]:
    statement, values = session_ids_statement(needs)
    return list(await session.scalars(statement, values))


def session_ids_statement(needs: Needs) -> tuple[TextClause, dict[str, Any]]:
    """The statement that finds every session the batch can touch, and its parameters."""
    numbers, starts = _columns(needs.numbers, 2), _columns(needs.starts, 3)
    return _SESSION_IDS, {
        "stations": list(needs.station_ids),
        "keys": list(needs.keys),
        "number_stations": numbers[0],
        "numbers": numbers[1],
        "tokens": list(needs.remote_tokens),
        "start_stations": starts[0],
        "start_connectors": starts[1],
        "start_times": starts[2],
        "session_ids": list(needs.session_ids),
        "unplaced": list(needs.unplaced_station_ids),
    }


def _columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows as arrays, one per column."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


async def _load_stations(session: AsyncSession, ids: Collection[UUID], book: Book) -> None:
    if ids:
        found = await session.scalars(select(Station).where(is_among(Station.id, ids)))
        book.stations.update({station.id: station for station in found})


async def _load_connectors(session: AsyncSession, needs: Needs, book: Book) -> None:
    if needs.connectors:
        wanted = _pairs(needs.connectors, ConnectorState.station_id, ConnectorState.connector_number)
        for state in await session.scalars(select(ConnectorState).join(*wanted)):
            book.connectors[state.station_id, state.connector_number] = state


async def _load_unmatched(session: AsyncSession, needs: Needs, book: Book) -> None:
    if needs.numbers:
        wanted = _pairs(needs.numbers, UnmatchedFact.station_id, UnmatchedFact.transaction_number)
        for fact in await session.scalars(select(UnmatchedFact).join(*wanted)):
            book.unmatched[fact.station_id, fact.transaction_number].append(fact)


def _pairs(pairs: Iterable[tuple[Any, ...]], first: Any, second: Any) -> tuple[Any, Any]:
    """What to join with: as arrays, so that the statement is the same for any number of pairs."""
    columns = zip((first, second), _columns(pairs, 2), strict=True)
    arrays = [literal(values, ARRAY(column.type)) for column, values in columns]
    wanted = func.unnest(*arrays).table_valued("first", "second").render_derived(name="wanted")
    return wanted, and_(first == wanted.c.first, second == wanted.c.second)


async def _load_commands(session: AsyncSession, needs: Needs, book: Book) -> None:
    if needs.remote_tokens or needs.remote_stops:
        for command in await session.scalars(_commands(needs)):
            book.commands[command.command_id] = command


async def _load_users(session: AsyncSession, needs: Needs, book: Book) -> None:
    """Users with any limit; most have none, and then nothing more is asked."""
    payers = {one.payer_id for one in book.sessions.values() if one.is_open and one.payer_kind == "user"}
    payers |= {command.payer_id for command in book.commands.values() if command.payer_kind == "user"}
    ids = needs.user_ids | {payer for payer in payers if payer is not None}
    if not ids:
        return
    is_limited = or_(User.is_blocked, User.energy_left_wh.is_not(None), User.allowed_station_ids.is_not(None))
    found = await session.scalars(select(User).where(User.id.in_(ids), is_limited))
    book.users.update({user.id: user for user in found})
    if book.users:
        await _load_consumption(session, book)


async def _load_consumption(session: AsyncSession, book: Book) -> None:
    others = and_(Session.is_open, Session.payer_kind == "user", Session.payer_id.in_(book.users))
    consumed = select(Session.payer_id, func.sum(Session.energy_wh)).where(others, ~is_among(Session.id, book.sessions))
    rows = (await session.execute(consumed.group_by(Session.payer_id))).all()
    book.elsewhere_wh.update({user_id: int(energy_wh) for user_id, energy_wh in rows if user_id is not None})


async def sessions_of_users(session: AsyncSession, user_ids: Collection[UUID]) -> set[UUID]:
    """Their unfinished sessions: a block or a new limit acts at once."""
    if not user_ids:
        return set()
    of_users = and_(Session.is_open, Session.payer_kind == "user", Session.payer_id.in_(user_ids))
    return set(await session.scalars(select(Session.id).where(of_users)))


def _commands(needs: Needs) -> Select[Command]:
    stops = [_stops_of(station_id, since) for station_id, since in needs.remote_stops.items()]
    return select(Command).where(or_(Command.remote_token.in_(needs.remote_tokens), *stops))


def _stops_of(station_id: UUID, since: datetime) -> Any:
    return and_(Command.station_id == station_id, Command.created_at >= since, Command.kind == STOP)
