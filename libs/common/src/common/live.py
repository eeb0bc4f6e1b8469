"""What the pages are told: `things.changed.v1`, written in the transaction of the change by the service that owns it.

    Service(..., live=[Live("tariff", Tariff, "tariffs:read", scope=Tariff.organization_id), …])

One declaration a noun is all: whatever is added, changed or removed through a session is told. Only a statement that
writes many rows of a noun with owners has to say whose they are: `tell(outbox, LIVE.told(organizations=…))`. The event
says that something has changed, whose it is and which right it takes to know of it, never what: notifications-api
passes it on to the browsers that may know, and they ask the owner.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState, ORMExecuteState, Session

from common.events import Event
from common.ids import uuid7
from common.outbox import Outbox, OutboxRow

TOPIC: Final = "changes"
Audience = Literal["owners", "owners_and_below", "all_organizations", "everybody"]
"""Who sees one of the owners; or is below one; who sees all organisations; everybody. The right is needed besides."""


class Thing(BaseModel):
    """One thing that is not as it was. `station_id`: it belongs to whom the station belongs."""

    model_config = ConfigDict(frozen=True)

    noun: str
    id: str | None
    revision: int | None = None
    right: str
    audience: Audience
    organizations: tuple[UUID, ...] = ()
    """Two when it has just moved: the former owner sees it go."""
    station_id: UUID | None = None


class ThingsChanged(Event):
    type: ClassVar = "things.changed.v1"
    topic: ClassVar = TOPIC

    things: tuple[Thing, ...]


@dataclass(frozen=True)
class Live:
    """A noun whose pages live: rows of `entity`, told to those with `right`.

    `scope`: the column with the organisation; `station`: that with the station whose owner it is; neither: only those
    who see all organisations are told, or with `is_shared` everybody. `unseen`: columns that no page shows.
    """

    noun: str
    entity: type[Any]
    right: str
    scope: Any = None
    station: Any = None
    owner: Callable[[Any], UUID | None] | None = None
    """Of a row that has no such column itself."""
    is_shared: bool = False
    reaches_below: bool = False
    """Those of the organisations below see it too."""
    unseen: frozenset[str] = frozenset()

    @property
    def has_owners(self) -> bool:
        return any(one is not None for one in (self.scope, self.station, self.owner))

    def thing(self, row: Any) -> Thing:
        """As it stands in the session: an organisation that it has just left is told too."""
        state: InstanceState[Any] = inspect(row)
        return self.told(
            self._id(state),
            getattr(row, "revision", None),
            organizations=self._owners(row, state),
            station_id=getattr(row, self.station.key) if self.station is not None else None,
        )

    def told(
        self,
        thing_id: object = None,
        revision: int | None = None,
        *,
        organizations: Sequence[UUID | None] = (),
        station_id: UUID | None = None,
    ) -> Thing:
        """By hand; without an id: something in the list."""
        known = tuple(sorted({one for one in organizations if one is not None}))
        return Thing(
            noun=self.noun,
            id=None if thing_id is None else str(thing_id),
            revision=revision,
            right=self.right,
            audience=self._audience(is_owned=bool(known or station_id)),
            organizations=known,
            station_id=station_id,
        )

    def _audience(self, *, is_owned: bool) -> Audience:
        if self.is_shared:
            return "everybody"
        if not is_owned:
            return "all_organizations"
        return "owners_and_below" if self.reaches_below else "owners"

    def is_seen(self, row: Any) -> bool:
        """Whether what has changed in a row is anything that a page shows."""
        if not self.unseen:
            return True
        changed = {name for name, one in inspect(row).attrs.items() if one.history.has_changes()}
        return not changed <= self.unseen

    def _owners(self, row: Any, state: InstanceState[Any]) -> Sequence[UUID | None]:
        if self.owner is not None:
            return (self.owner(row),)
        if self.scope is None:
            return ()
        history = state.attrs[self.scope.key].history
        return (*(history.deleted or ()), getattr(row, self.scope.key))

    @staticmethod
    def _id(state: InstanceState[Any]) -> object:
        """None where a row has more than one key: something in the list is new."""
        key, *others = state.mapper.primary_key
        return None if others else getattr(state.obj(), state.mapper.get_property_by_column(key).key)


def tell(outbox: Outbox, *things: Thing) -> None:
    """For changes that no session has seen."""
    if things:
        outbox.record(ThingsChanged(things=things), key=things[0].id or things[0].noun, subject=uuid7())


@contextmanager
def telling(declared: Sequence[Live], outbox_table: type[OutboxRow], source: str) -> Iterator[None]:
    """While it is open every flush of a session tells what it has changed of the declared nouns."""
    by_entity = {live.entity: live for live in declared}

    def after_flush(session: Session, _: object) -> None:
        dirty = [row for row in session.dirty if type(row) in by_entity and session.is_modified(row)]
        changed = [row for row in dirty if by_entity[type(row)].is_seen(row)]
        others = [row for row in (*session.new, *session.deleted) if type(row) in by_entity]
        things = [by_entity[type(row)].thing(row) for row in (*others, *changed)]
        tell(Outbox(session, outbox_table, source), *things)  # goes with the next flush, at the latest the commit's

    def before_statement(state: ORMExecuteState) -> None:
        mapper = state.bind_mapper if state.is_insert or state.is_update or state.is_delete else None
        live = by_entity.get(mapper.class_) if mapper is not None else None
        if live is not None and not live.has_owners:
            tell(Outbox(state.session, outbox_table, source), live.told())

    event.listen(Session, "after_flush", after_flush)
    event.listen(Session, "do_orm_execute", before_statement)
    try:
        yield
    finally:
        event.remove(Session, "after_flush", after_flush)
        event.remove(Session, "do_orm_execute", before_statement)
