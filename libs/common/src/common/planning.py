"""Finds a page by its filters and sorts what is found, where a walk along the index of the sort could take for ever.

PostgreSQL believes that what a filter leaves is spread evenly over the order of the list. It is not: the sessions of
one station stand side by side in the order of station numbers, perhaps at the far end, and 34 s were seen at ten
million sessions. So the worst cases are compared: the whole walk, and everything found and sorted.
"""

from typing import Any, Final

import orjson
from sqlalchemy import Executable, Select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ClauseElement

from common.cutting import Order

SORTABLE: Final = 25_000.0
"""In the planner's units: some 100 ms when the pages are in memory."""
FOUND: Final = 200_000
"""More rows than that are not found and sorted in such a time."""
_TIMES: Final = 10


_EACH_TIME: Final = text("SET LOCAL plan_cache_mode = force_custom_plan")


async def plan_each_time(session: AsyncSession) -> None:
    """In this transaction. From the sixth time on PostgreSQL would take one plan for all values of a filter, those that
    find much and those that find nothing: 240 ms instead of 90 for a text among five million payments.
    """
    await session.execute(_EACH_TIME)


class Explained(Executable, ClauseElement):
    """The plan of a statement, in place of its rows."""

    inherit_cache = False

    def __init__(self, statement: Select[Any]) -> None:
        self.statement = statement


@compiles(Explained)
def _explained(element: Explained, compiler: Any, **options: Any) -> str:
    return f"EXPLAIN (FORMAT JSON) {compiler.process(element.statement, **options)}"


async def plan_of(session: AsyncSession, statement: Select[Any]) -> dict[str, Any]:
    answer = await session.scalar(Explained(statement))
    found: dict[str, Any] = (orjson.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
    return found


def found_first(statement: Select[Any], order: Order, limit: int, offset: int) -> Select[Any]:
    """The same page: all keys that the filters leave, sorted, cut."""
    found = order.placed(statement).order_by(None).cte("found").prefix_with("MATERIALIZED")
    return statement.where(order.among(found, limit, offset)).order_by(*order.clauses)


async def safer(session: AsyncSession, page: Select[Any], other: Select[Any]) -> Select[Any]:
    """`page`, or `other` where that is certain to be affordable and `page` is not."""
    plan = await plan_of(session, page)
    if plan["Node Type"] != "Limit" or (worst := float(plan["Plans"][0]["Total Cost"])) <= SORTABLE:
        return page
    cost = float((await plan_of(session, other))["Total Cost"])
    return other if cost <= SORTABLE and worst > _TIMES * cost else page
