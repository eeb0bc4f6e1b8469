"""Sums of a filtered list: from the kept counters when the filters allow, else over the rows (ADR 0002)."""

from dataclasses import dataclass
from decimal import Decimal

from common.auth import Principal
from common.lists import conditions
from sqlalchemy import ColumnElement, Executable, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from sessions_api.sessions.models import Session
from sessions_api.sessions.queries import SessionFilters, SessionQuery, chosen
from sessions_api.sessions.states import State
from sessions_api.sessions.totals import SessionTotals


@dataclass(frozen=True, slots=True)
class Summary:
    count: int
    energy_wh: int
    amount: Decimal


async def summarize(session: AsyncSession, principal: Principal, filters: SessionFilters) -> Summary:
    statement = _of_counters(principal, filters) if _counted(filters) else _of_rows(principal, filters)
    count, energy_wh, amount = (await session.execute(statement)).one()
    return Summary(int(count or 0), int(energy_wh or 0), Decimal(amount or 0).quantize(Decimal("0.01")))


def _counted(filters: SessionFilters) -> bool:
    """The counters know kinds, not places, moments or people."""
    people = (filters.q, filters.user_id, filters.same_user_as, filters.vehicle_uid)
    places = (filters.station_id, filters.connector_number, filters.started_from, filters.started_to)
    return all(value is None for value in (*people, *places))


def _of_rows(principal: Principal, filters: SessionFilters) -> Executable:
    sums = select(func.count(), func.sum(Session.energy_wh), func.sum(Session.amount))
    return sums.where(principal.scope(Session.organization_id), *chosen(filters), *conditions(_as_query(filters)))


def _as_query(filters: SessionFilters) -> SessionQuery:
    return SessionQuery.model_validate(filters.model_dump())


def _of_counters(principal: Principal, filters: SessionFilters) -> Executable:
    totals = SessionTotals
    sums = select(func.sum(totals.count), func.sum(totals.energy_wh), func.sum(totals.amount))
    return sums.where(principal.scope(totals.organization_id), *_kinds(filters))


def _kinds(filters: SessionFilters) -> list[ColumnElement[bool]]:
    """The same conditions as on the rows, said of the counters."""
    totals = SessionTotals
    junk_is_asked_for = filters.show_junk or State.JUNK in (filters.state or ())
    return [
        true() if junk_is_asked_for else totals.state != State.JUNK,
        true() if filters.show_not_activated else totals.is_station_activated.is_(True),
        ~totals.is_zero if filters.hide_zero else true(),
        totals.state == State.ACTIVE if filters.only_active else true(),
        totals.state.in_(filters.state) if filters.state is not None else true(),
        totals.connector_type == filters.connector_type if filters.connector_type is not None else true(),
        totals.is_open.is_(filters.is_open) if filters.is_open is not None else true(),
    ]
