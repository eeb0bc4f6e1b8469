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

from sqlalchemy import Select, asc, desc, select, union_all

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


def cut(statement: Select[Row], order: Order, limit: int, offset: int = 0) -> Select[Row]:
    """`limit` rows in order, after `offset` of them."""
    parts = _parts(statement, order)
    if len(parts) == 1 or offset + limit > _DEEPEST:
        return statement.order_by(*order.clauses).offset(offset).limit(limit)
    placed = statement.with_only_columns(
        order.column.label("place"), order.key.label("key"), maintain_column_froms=True
    ).order_by(*order.clauses)
    each = [select(placed.where(*part).limit(offset + limit).subquery()) for part in parts]
    first = union_all(*each).subquery()
    keys = select(first.c.key).order_by(*order.of(first.c.place, first.c.key)).offset(offset).limit(limit)
    return statement.where(order.key.in_(keys)).order_by(*order.clauses)


def _parts(statement: Select[Row], order: Order) -> list[tuple[Any, ...]]:
    """Conditions of each part; one part without any: the whole."""
    options = statement.get_execution_options()
    column, values = options.get(_PARTS, (None, ()))
    owners = [column == value for value in values] if 1 < len(values) <= MOST_PARTS else []
    cases = [known.conditions for known in options.get(_CASES, ()) if known.column is order.column]
    return list(product(*(choice for choice in (owners, *cases) if choice)))
