"""What a meter value changes in a running session: some numbers and moments, written for a batch by two statements.

The mapper compares and writes each row for itself, and that was a third of what a meter value costs. A session, or a
transaction, in which anything else has changed is left to it.
"""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any, Final, cast

from sqlalchemy import TextClause, inspect, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstanceState

from sessions_api.sessions.models import Session
from sessions_api.transactions.models import Transaction

Columns = Mapping[str, str]
"""Name → type; the attribute has the column's name."""
_OF_SESSION: Final[Columns] = {
    "revision": "integer",
    "energy_wh": "bigint",
    "power_w": "integer",
    "power_at": "timestamptz",
    "max_power_w": "integer",
    "max_current_a": "double precision",
    "min_current_a": "double precision",
    "power_limit_w": "integer",
    "power_limit_at": "timestamptz",
    "power_limit_since": "timestamptz",
    "voltage_over_500": "boolean",
    "soc_start": "double precision",
    "soc_start_at": "timestamptz",
    "soc_end": "double precision",
    "soc_end_at": "timestamptz",
    "efficiency": "double precision",
    "is_efficiency_final": "boolean",
    "published_at": "timestamptz",
    "is_unpublished": "boolean",
}
_OF_TRANSACTION: Final[Columns] = {
    "first_register_wh": "bigint",
    "first_register_at": "timestamptz",
    "last_register_wh": "bigint",
    "last_register_at": "timestamptz",
    "energy_wh": "bigint",
    "power_wh": "real",
    "power_hours": "real",
    "power_last_w": "integer",
    "power_last_at": "timestamptz",
}


def _statement(table: str, columns: Columns) -> TextClause:
    names, taken = ", ".join(columns), ", ".join(f"{name} = told.{name}" for name in columns)
    arrays = ", ".join(f"cast(:{name} as {kind}[])" for name, kind in columns.items())
    return text(
        f"update {table} set {taken} "  # noqa: S608 - names of our own columns
        f"from unnest(cast(:id as uuid[]), {arrays}) as told(id, {names}) where {table}.id = told.id"
    )


_WRITE_SESSIONS: Final = _statement("sessions", _OF_SESSION)
_WRITE_TRANSACTIONS: Final = _statement("transactions", _OF_TRANSACTION)


async def write_progress(session: AsyncSession, known: Iterable[Session]) -> None:
    """Afterwards the mapper has nothing left to do for these rows."""
    sessions = list(known)
    transactions = [one.transaction for one in sessions if one.transaction is not None]
    await _write(session, _WRITE_SESSIONS, _OF_SESSION, sessions)
    await _write(session, _WRITE_TRANSACTIONS, _OF_TRANSACTION, transactions)


async def _write(
    session: AsyncSession, statement: TextClause, columns: Columns, rows: Iterable[Session | Transaction]
) -> None:
    states = [cast("InstanceState[Any]", inspect(row)) for row in rows]
    moved = [state for state in states if _has_only_moved(state, columns)]
    if not moved:
        return
    names = ("id", *columns)
    told = zip(*map(itemgetter(*names), [state.dict for state in moved]), strict=True)
    await session.execute(statement, {name: list(values) for name, values in zip(names, told, strict=True)})
    for state in moved:
        state._commit_all(state.dict, session.sync_session.identity_map)  # noqa: SLF001 - what a flush does, no other word


def _has_only_moved(state: InstanceState[Any], columns: Columns) -> bool:
    """It stands in the database, and what differs from there is among these columns."""
    if not state.persistent or not state.modified:
        return False
    now, before = state.dict, state.committed_state
    changed = [name for name, was in before.items() if was != now.get(name)]
    return bool(changed) and all(name in columns for name in changed)
