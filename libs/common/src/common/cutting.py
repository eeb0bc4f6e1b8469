"""Cuts a page out of a list, also for a reader who sees several organisations.

An index (organisation, column, key) gives the rows of one organisation in order, not those of two. Left alone with
`organization_id in (…)` PostgreSQL may walk the index of the column over the whole network until it meets fifteen rows
of the right ones: 28 s were seen at ten million sessions, where small organisations own the last station numbers. So
each organisation gives its first rows, and the page is cut out of those.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import Select, asc, desc, select, union_all

Row = TypeVar("Row")
_PARTS: Final = "list_parts"
MOST_PARTS: Final = 50
"""More organisations than that are a good part of the network, and to walk the whole of it finds them soon."""
_DEEPEST: Final = 1_000
"""Each part has to give all rows up to the end of the page."""


def in_parts(statement: Select[Row], column: Any, values: Collection[Any]) -> Select[Row]:
    """Says that the statement's condition `column in values` may be read value by value."""
    return statement.execution_options(**{_PARTS: (column, tuple(values))})


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
    column, values = statement.get_execution_options().get(_PARTS, (None, ()))
    if not 1 < len(values) <= MOST_PARTS or offset + limit > _DEEPEST:
        return statement.order_by(*order.clauses).offset(offset).limit(limit)
    placed = statement.with_only_columns(
        order.column.label("place"), order.key.label("key"), maintain_column_froms=True
    ).order_by(*order.clauses)
    parts = [select(placed.where(column == value).limit(offset + limit).subquery()) for value in values]
    first = union_all(*parts).subquery()
    keys = select(first.c.key).order_by(*order.of(first.c.place, first.c.key)).offset(offset).limit(limit)
    return statement.where(order.key.in_(keys)).order_by(*order.clauses)
