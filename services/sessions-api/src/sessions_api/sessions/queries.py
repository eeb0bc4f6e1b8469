"""Filters of the sessions list (SES-049..059) and what it leaves out by default (SES-010, SES-011)."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from common.cutting import Bound, Cases
from common.lists import ListQuery, ListTable, Where
from common.searching import containing
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_, or_, select, text
from sqlalchemy.orm import aliased

from sessions_api.sessions.indexes import A_DAY, LONG
from sessions_api.sessions.models import Session
from sessions_api.sessions.states import State
from sessions_api.transactions.models import Transaction
from sessions_api.vehicles.models import SessionVehicle

_FROM_ZERO = Cases(Session.energy_wh, [Session.energy_wh <= 0, Session.energy_wh > 0])
"""Very many took nothing, and stand in the order of time: the index itself knows which began when."""
_LATEST = 9000
"""A day after the last of days is no date."""
SESSIONS = ListTable(
    key=Session.id,
    sorts={
        "started_at": Session.started_at,
        "ended_at": Session.ended_order,
        "station_number": Session.station_number,
        "energy_wh": Session.energy_wh,
    },
    default="-started_at",
)


def _contains(text: str) -> Any:
    """Transaction number or client; served by the trigram index from three characters on."""
    return containing(Session.search_text, text)


def _of_user(user_id: UUID) -> Any:
    """With one of his cards, or in his name."""
    return (Session.payer_kind == "user") & (Session.payer_id == user_id)


def _by_who_started(session_id: UUID) -> Any:
    """The same name and, for a card, the same card: four shown characters are no proof (SES-036)."""
    other, card, own = aliased(Session), aliased(Transaction), aliased(Transaction)
    name = select(other.start_user_label).where(other.id == session_id).scalar_subquery()
    token = select(card.token_hash).where(card.session_id == session_id).scalar_subquery()
    presented = select(own.token_hash).where(own.session_id == Session.id).correlate(Session).scalar_subquery()
    return (Session.start_user_label == name) & presented.is_not_distinct_from(token)


def _of_vehicle(uid: str) -> Any:
    return Session.id.in_(select(SessionVehicle.session_id).where(SessionVehicle.uid == uid))


def _is_open(wanted: bool) -> Any:
    """Not `is true`: PostgreSQL would not see that the few open ones stand in the partial indexes."""
    return Session.is_open if wanted else ~Session.is_open


def _started_before(at: datetime) -> list[Cases]:
    """By end: those that ended within a day after it, and the few that last longer; the newest are passed by."""
    if at.year > _LATEST:
        return [_FROM_ZERO]
    end = at + A_DAY
    ends = [Session.ended_order < end, and_(Session.ended_order >= end, text(LONG))]
    return [_FROM_ZERO, Cases(Session.ended_order, ends)]


def _without_zero(wanted: bool) -> Any:
    return or_(Session.is_open, Session.energy_wh > 0) if wanted else None


def _above_zero(wanted: bool) -> list[Cases]:
    """By energy: the open ones without any yet, and from there on."""
    without = and_(Session.is_open, Session.energy_wh <= 0)
    return [Cases(Session.energy_wh, [without, Session.energy_wh > 0])] if wanted else []


class SessionFilters(BaseModel):
    """All criteria hold together. A chosen state shows itself: `state=junk` needs no `show_junk`."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[
        str | None, Where(_contains), Field(min_length=3, max_length=100, description="Transaction number or client")
    ] = None
    station_id: Annotated[list[UUID] | None, Where(Session.station_id.in_)] = None
    user_id: Annotated[UUID | None, Where(_of_user), Field(description="Started by this user (USR-116..118)")] = None
    same_user_as: Annotated[
        UUID | None, Where(_by_who_started), Field(description="Started by whoever started this session (SES-090)")
    ] = None
    vehicle_uid: Annotated[
        str | None, Where(_of_vehicle), Field(max_length=64, description="Of this vehicle (SES-138)")
    ] = None
    connector_type: Annotated[str | None, Where(lambda kind: Session.connector_type == kind)] = None
    connector_number: Annotated[int | None, Where(lambda number: Session.connector_number == number)] = None
    state: Annotated[list[State] | None, Where(Session.state.in_)] = None
    # none ends before it starts
    started_from: Annotated[
        datetime | None,
        Where(
            lambda at: Session.started_at >= at,
            bound=lambda at: Bound(Session.ended_order, Session.ended_order >= at),
            cases=lambda _: [_FROM_ZERO],
        ),
    ] = None
    started_to: Annotated[
        datetime | None,
        Where(lambda at: Session.started_at < at, cases=_started_before),
        Field(description="Exclusive"),
    ] = None
    is_open: Annotated[bool | None, Where(_is_open)] = None
    hide_zero: Annotated[
        bool,
        Where(_without_zero, cases=_above_zero),
        Field(description="Leave out finished sessions without energy (SES-054)"),
    ] = False
    show_junk: Annotated[bool, Field(description="Add the sessions in the state «junk» (SES-055)")] = False
    only_active: Annotated[bool, Field(description="Only the state «active» (SES-056)")] = False
    show_not_activated: Annotated[
        bool, Field(description="Add sessions of stations that were not activated then (SES-057)")
    ] = False


class SessionQuery(SessionFilters, ListQuery):
    pass


def chosen(filters: SessionFilters) -> list[Any]:
    """Conditions of the check boxes, and of what is left out unless asked for."""
    found: list[Any] = []
    if not filters.show_junk and State.JUNK not in (filters.state or ()):
        found.append(Session.state != State.JUNK)
    if not filters.show_not_activated:
        found.append(Session.is_station_activated)
    if filters.only_active:
        found.append(Session.state == State.ACTIVE)
    return found
