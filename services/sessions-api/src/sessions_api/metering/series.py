"""A session's history for a chart: exact while it fits, else thinned by the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

# real rows only, never averages: of each slice the row of greatest power, so that no peak is lost, and both ends
_SERIES = text(
    """
    with span as (
      select *, row_number() over (order by at) as place, count(*) over () as total
      from session_history where session_id = :session_id and at >= :since and at <= :until
    ), sliced as (
      select *, case when total <= :points then place else (place - 1) * :points / total end as slice from span
    )
    select at, energy_wh, power_w, power_limit_w, voltage_v, current_a, soc_percent, temperature_c,
           battery_temperature_c, connector_temperature_c, module_temperature_c, requested_voltage_v,
           requested_current_a, insulation_resistance_ohm, insulation_errors, plus_voltage_v, minus_voltage_v,
           case when :others then others end as others, total
    from (
      select distinct on (slice) * from sliced
      order by slice, (place = 1 or place = total) desc, power_w desc nulls last, at
    ) picked
    order by at
    """
)


async def read_series(
    session: AsyncSession, session_id: UUID, span: tuple[datetime, datetime], points: int, *, with_others: bool
) -> tuple[Sequence[Row[Any]], bool]:
    """At most `points` rows of the span, and whether there are more. The span also picks the partitions to read."""
    since, until = span
    values = {"session_id": session_id, "since": since, "until": until, "points": points, "others": with_others}
    rows = (await session.execute(_SERIES, values)).all()
    return rows, bool(rows) and rows[0].total > points
