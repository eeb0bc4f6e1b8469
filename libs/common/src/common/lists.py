"""One mechanism for every list: a declared table of sorts and filters gives paging, validation and OpenAPI.

    class StationQuery(ListQuery):
        q: Annotated[str | None, Where(lambda v: Station.number.icontains(v)), Field(min_length=3)] = None

    STATIONS = ListTable(key=Station.id, default="-last_seen_at", sorts={"number": Station.number, …})
    rows, page = await STATIONS.page(session, select(Station).where(scope), query)

A sort column must not be NULL and must have an index (column, key): then every page costs the same at any size.
Offsets are served by the nearer end of the result; cursors (keyset) cost nothing however deep.
"""

import base64
import binascii
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Select, and_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from common.counting import FEW, count
from common.cutting import Bound, Cases, Order, as_one, cut, in_cases, walked
from common.db import is_among
from common.errors import DomainError
from common.planning import FOUND, found_first, plan_each_time, safer

COUNT_BOUND = 100_000
_FOUND_FIRST = "list_may_be_found_first"
_CERTAINLY = "certainly"
_FEW_IN_PARTS = 100
Item = TypeVar("Item")
Row = TypeVar("Row")


class UnknownSort(DomainError):
    code = "unknown_sort"

    def __init__(self, sort: str, known: Sequence[str]) -> None:
        super().__init__(f"Cannot sort by {sort}.", sort=sort, known=list(known))


class BadCursor(DomainError):
    code = "bad_cursor"


@dataclass(frozen=True, slots=True)
class Where:
    """Metadata of a filter field: the condition for a given value (None: no condition)."""

    condition: Callable[[Any], Any]
    cases: Callable[[Any], Sequence[Cases]] | None = None
    """How the condition is read in the order of a column, where a walk along it would pass by most of the list."""
    bound: Callable[[Any], Bound] | None = None
    """Holds wherever the condition does, and lets the index of one sort be read from there on. It is said of pages in
    that order only: PostgreSQL would take it for a second condition and expect too little."""


class ListQuery(BaseModel):
    """Query parameters of a list; subclasses add filters. An unknown parameter is refused (400 unknown_filter)."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=100, description="Rows of a page")] = 15
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    cursor: Annotated[str | None, Field(max_length=500, description="next_cursor of the page before")] = None
    sort: Annotated[str | None, Field(max_length=60, description="Column; a leading minus sorts downwards")] = None


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    total: int
    total_is_exact: bool
    """False: `total` is about right; counting so many rows would take longer than reading them is worth."""
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True)
class PageInfo:
    total: int
    total_is_exact: bool
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Order:
    name: str
    column: Any
    key: Any
    is_descending: bool

    def directed(self, *, is_reversed: bool = False) -> Order:
        return Order(self.column, self.key, self.is_descending != is_reversed)

    def after(self, values: tuple[Any, Any]) -> Any:
        """With the place itself and without its one row: of a strict comparison PostgreSQL expects next to nothing
        where many rows have the same value, and then reads all of them (8 s for a page of users by patronymic).
        """
        pair = tuple_(self.column, self.key)
        return and_(pair <= values if self.is_descending else pair >= values, self.key != values[1])


@dataclass(frozen=True)
class ListTable:
    """Sorts of one list. `key` is unique and breaks ties."""

    key: Any
    sorts: Mapping[str, Any]
    default: str
    count_bound: int = COUNT_BOUND

    async def page(self, session: AsyncSession, statement: Select[Row], query: ListQuery) -> tuple[list[Row], PageInfo]:
        """Filters, orders and cuts `statement` (of one entity); the rows come with their total."""
        await plan_each_time(session)
        of_all, statement = statement, self.filtered(statement, query)
        order = self._order(query.sort)
        counted = await count(session, statement, self._primary_key, self.count_bound)
        total, is_exact = counted.total, counted.is_exact
        if is_exact and total == 0:
            return [], PageInfo(0, total_is_exact=True, next_cursor=None)
        if counted.keys is not None and len(counted.keys) <= self._most_keys:
            # without the filters: PostgreSQL might well search for them again instead of looking up the keys
            statement = as_one(self._with_keys(of_all, counted.keys)).execution_options(**{_FOUND_FIRST: _CERTAINLY})
        elif FEW < total <= FOUND and query.cursor is None:
            statement = statement.execution_options(**{_FOUND_FIRST: "if it is cheaper"})
        statement = statement.where(*bounds(query, order.column))
        is_from_end = self._is_nearer_to_the_end(query, total, is_exact=is_exact)
        rows = await self._rows(session, statement, query, order, total if is_from_end else None)
        reached, is_short = query.offset + len(rows), len(rows) < query.limit
        if not is_exact and query.cursor is None and not is_from_end:
            # what was read knows better than what was expected
            total, is_exact = (reached, True) if is_short and rows else (max(total, reached + (not is_short)), False)
        more = not is_short and not (is_exact and query.cursor is None and reached >= total)
        return rows, PageInfo(total, is_exact, self._cursor(order, rows[-1]) if more else None)

    def _is_nearer_to_the_end(self, query: ListQuery, total: int, *, is_exact: bool) -> bool:
        """An offset is served by the nearer end; of a total that is not exact only its last page, and deep ones."""
        if query.cursor is not None or query.offset <= total // 2:
            return False
        return is_exact or query.offset + query.limit >= total or query.offset > self.count_bound

    def filtered(self, statement: Select[Row], query: ListQuery) -> Select[Row]:
        for condition in conditions(query):
            statement = statement.where(condition)
        for cases in _cases(query):
            statement = in_cases(statement, cases)
        return statement

    def ordered(self, statement: Select[Row], sort: str | None = None) -> Select[Row]:
        """The statement in list order, without paging (exports, EXPLAIN in tests)."""
        return statement.order_by(*self._order(sort).directed().clauses)

    def check_sort(self, sort: str | None) -> None:
        """Raises UnknownSort."""
        self._order(sort)

    def placing(self, sort: str | None) -> tuple[Any, Any]:
        """The columns that say where a row stands in list order."""
        return self._order(sort).column, self.key

    def position(self, row: Any, sort: str | None) -> tuple[Any, Any]:
        """Where a row stands in list order."""
        column, key = self.placing(sort)
        return getattr(row, column.key), getattr(row, key.key)

    async def chunk(
        self, session: AsyncSession, statement: Select[Row], sort: str | None, after: tuple[Any, Any] | None, size: int
    ) -> list[Row]:
        """The next `size` rows in list order behind the position `after` (None: from the beginning).

        A statement of columns gives what has them as attributes.
        """
        order = self._order(sort)
        directed = order.directed()
        await plan_each_time(session)
        if after is not None:
            statement = statement.where(order.after(after))
        found: Any = await session.execute(cut(walked(statement, directed), directed, size))
        return list(found.scalars() if len(statement.column_descriptions) == 1 else found)

    async def total(self, session: AsyncSession, statement: Select[Row]) -> tuple[int, bool]:
        """How many rows there are, and whether that is exact."""
        counted = await count(session, statement, self._primary_key, self.count_bound)
        return counted.total, counted.is_exact

    @property
    def _primary_key(self) -> list[Any]:
        entity = self.key.class_
        return [getattr(entity, self.key.parent.get_property_by_column(one).key) for one in self.key.parent.primary_key]

    @property
    def _most_keys(self) -> int:
        """Few in months: the index of every month is looked into for every key."""
        return FEW if len(self._primary_key) == 1 else _FEW_IN_PARTS

    def _with_keys(self, statement: Select[Row], keys: Sequence[Any]) -> Select[Row]:
        columns = zip(self._primary_key, zip(*keys, strict=True), strict=True)
        return statement.where(*(is_among(column, set(values)) for column, values in columns))

    async def _rows(
        self, session: AsyncSession, statement: Select[Row], query: ListQuery, order: _Order, total: int | None
    ) -> list[Row]:
        if query.cursor is not None:
            after = statement.where(order.after(self._values(order, query.cursor)))
            return list(await session.scalars(await _cut(session, after, order.directed(), query.limit, 0)))
        if total is not None:
            return await self._from_the_end(session, statement, query, order, total)
        page = await _cut(session, statement, order.directed(), query.limit, query.offset)
        return list(await session.scalars(page))

    async def _from_the_end(
        self, session: AsyncSession, statement: Select[Row], query: ListQuery, order: _Order, total: int
    ) -> list[Row]:
        length = min(query.limit, total - query.offset)
        if length <= 0:
            return []
        skipped = total - query.offset - length
        page = await _cut(session, statement, order.directed(is_reversed=True), length, skipped)
        return list(await session.scalars(page))[::-1]

    def _order(self, sort: str | None) -> _Order:
        name = (sort or self.default).removeprefix("-")
        if name not in self.sorts:
            raise UnknownSort(name, list(self.sorts))
        return _Order(name, self.sorts[name], self.key, (sort or self.default).startswith("-"))

    def _cursor(self, order: _Order, row: Any) -> str:
        values = [order.name, getattr(row, order.column.key), getattr(row, self.key.key)]
        return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).decode()

    def _values(self, order: _Order, cursor: str) -> tuple[Any, Any]:
        try:
            name, value, key = orjson.loads(base64.urlsafe_b64decode(cursor))
            if name != order.name:
                raise BadCursor("The cursor belongs to another sort.")
            return _typed(order.column, value), _typed(self.key, key)
        except (ValueError, binascii.Error, TypeError) as error:
            raise BadCursor("The cursor cannot be read.") from error


async def _cut(session: AsyncSession, statement: Select[Row], order: Order, limit: int, offset: int) -> Select[Row]:
    page = cut(statement, order, limit, offset)
    how = statement.get_execution_options().get(_FOUND_FIRST)
    if how is None:
        return page
    found = found_first(statement, order, limit, offset)
    return found if how == _CERTAINLY else await safer(session, page, found)


def conditions(query: ListQuery) -> list[Any]:
    """The conditions of all filters that are set."""
    found = [where.condition(value) for where, value in _set(query)]
    return [condition for condition in found if condition is not None]


def bounds(query: ListQuery, column: Any) -> list[Any]:
    found = [where.bound(value) for where, value in _set(query) if where.bound is not None]
    return [one.condition for one in found if one.column is column]


def _cases(query: ListQuery) -> list[Cases]:
    return [cases for where, value in _set(query) if where.cases is not None for cases in where.cases(value)]


def _set(query: ListQuery) -> Iterator[tuple[Where, Any]]:
    for name, field in type(query).model_fields.items():
        value = getattr(query, name)
        where = next((item for item in field.metadata if isinstance(item, Where)), None)
        if where is not None and value is not None:
            yield where, value


_READERS: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    UUID: UUID,
    Decimal: Decimal,
    int: int,
    str: str,
    bool: bool,
    float: float,
}


def _typed(column: Any, value: Any) -> Any:
    return _READERS[column.type.python_type](value)
