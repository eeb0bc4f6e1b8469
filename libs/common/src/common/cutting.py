"""Cuts a page out of a list, also for a reader who sees several organisations.

An index (organisation, column, key) gives the rows of one organisation in order, not those of two. Left alone with
`organization_id in (…)` PostgreSQL may walk the index of the column over the whole network until it meets fifteen rows
of the right ones: 28 s were seen at ten million sessions, where small organisations own the last station numbers. So
each organisation gives its first rows, and the page is cut out of those.

The same helps where a filter is an "or", or holds for one stretch of the order and hardly anywhere else: its cases are
read one by one (`in_cases`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, TypeVar

from sqlalchemy import Select, asc, desc, select, tuple_, union_all

Row = TypeVar("Row")
_PARTS: Final = "list_parts"
_CASES: Final = "list_cases"
MOST_PARTS: Final = 50
"""More organisations than that are a good part of the network, and to walk the whole of it finds them soon."""
_DEEPEST: Final = 1_000
"""Each part has to give all rows up to the end of the page."""


def in_parts(statement: Select[Row], column: Any, values: Collection[Any]) -> Select[Row]:
    """Says that the statement's condition `column in values` may be read value by value."""
    return statement.execution_options(**{_PARTS: (column, tuple(values))})


@dataclass(frozen=True, slots=True)
class Cases:
    """When rows are sorted by `column`, they may be read case by case: for each row one of the conditions holds."""

    column: Any
    conditions: Sequence[Any]


def in_cases(statement: Select[Row], cases: Cases) -> Select[Row]:
    """One choice of cases a column is enough: the one that was said last."""
    known = statement.get_execution_options().get(_CASES, ())
    others = [one for one in known if one.column is not cases.column]
    return statement.execution_options(**{_CASES: (*others, cases)})


def as_one(statement: Select[Row]) -> Select[Row]:
    """Says that the statement may be read as a whole: the few rows that it leaves are found by their keys."""
    return statement.execution_options(**{_PARTS: (None, ()), _CASES: ()})


@dataclass(frozen=True, slots=True)
class Bound:
    """When rows are sorted by `column`, this holds too of whatever the filter leaves: where a walk may begin or end."""

    column: Any
    condition: Any


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by `column`, and by `key` where that is the same."""

    column: Any
    key: Any
    is_descending: bool

    def of(self, column: Any, key: Any) -> list[Any]:
        direction = desc if self.is_descending else asc
        return [direction(column), direction(key)]

    @property
    def clauses(self) -> list[Any]:
        return self.of(self.column, self.key)

    @property
    def _others(self) -> list[Any]:
        """Of a table in months the rest of its primary key: the key alone would be looked for in each of them."""
        mapper = self.key.parent
        if not mapper.local_table.dialect_options["postgresql"].get("partition_by"):
            return []
        known = [getattr(self.key.class_, mapper.get_property_by_column(one).key) for one in mapper.primary_key]
        return [one for one in known if one is not self.key]

    def placed(self, statement: Select[Any]) -> Select[Any]:
        """Where the statement's rows stand, and what finds them again."""
        others = [one.label(f"other_{number}") for number, one in enumerate(self._others)]
        columns = [self.column.label("place"), self.key.label("key"), *others]
        return statement.with_only_columns(*columns, maintain_column_froms=True)

    def among(self, found: Any, limit: int, offset: int) -> Any:
        """The row is one of `limit` of those found by `placed`."""
        wanted = [found.c.key, *(found.c[f"other_{number}"] for number in range(len(self._others)))]
        chosen = select(*wanted).order_by(*self.of(found.c.place, found.c.key)).offset(offset).limit(limit)
        return tuple_(self.key, *self._others).in_(chosen) if self._others else self.key.in_(chosen)


def walked(statement: Select[Row], order: Order) -> Select[Row]:
    """For a long stretch of the list. Parts whose organisation stands in another table than the order have no index in
    this order: each would be sorted anew for every stretch, and one walk along the whole is shorter.
    """
    column, _ = statement.get_execution_options().get(_PARTS, (None, ()))
    is_far = column is not None and column.class_ is not order.column.class_
    return statement.execution_options(**{_PARTS: (None, ())}) if is_far else statement


def cut(statement: Select[Row], order: Order, limit: int, offset: int = 0) -> Select[Row]:
    """`limit` rows in order, after `offset` of them."""
    parts = _parts(statement, order)
    if len(parts) == 1 or offset + limit > _DEEPEST:
        return statement.order_by(*order.clauses).offset(offset).limit(limit)
    placed = order.placed(statement).order_by(*order.clauses)
    each = [select(placed.where(*part).limit(offset + limit).subquery()) for part in parts]
    first = union_all(*each).subquery()
    return statement.where(order.among(first, limit, offset)).order_by(*order.clauses)


def _parts(statement: Select[Row], order: Order) -> list[tuple[Any, ...]]:
    """Conditions of each part; one part without any: the whole."""
    options = statement.get_execution_options()
    column, values = options.get(_PARTS, (None, ()))
    owners = [column == value for value in values] if 1 < len(values) <= MOST_PARTS else []
    cases = [known.conditions for known in options.get(_CASES, ()) if known.column is order.column]
    return list(product(*(choice for choice in (owners, *cases) if choice)))
