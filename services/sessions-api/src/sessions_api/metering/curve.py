"""The registers that are told with an ended session: enough to know the energy at any tariff's border."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID
from zlib import crc32

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

MOST = 200
STEP_SECONDS = 900
Point = tuple[datetime, int]
"""(moment, energy in Wh since the transaction's start)"""

# first and last row of each quarter of an hour: between them lie the two nearest registers of every border
_CURVES = text(
    """
    select session_id, at, energy_wh from (
      select session_id, at, energy_wh,
             row_number() over (partition by session_id, slot order by at) as first,
             row_number() over (partition by session_id, slot order by at desc) as last
      from (select session_id, at, energy_wh, floor(extract(epoch from at) / 900) as slot from session_history
            where session_id = any(cast(:ids as uuid[])) and energy_wh is not null
              and at >= :since and at <= :until) told
    ) placed
    where first = 1 or last = 1
    order by session_id, at
    """
)


async def read_curves(
    session: AsyncSession, ids: Collection[UUID], since: datetime, until: datetime
) -> dict[UUID, list[Point]]:
    """Curves of all sessions by one statement; the span picks the partitions."""
    curves: dict[UUID, list[Point]] = {session_id: [] for session_id in ids}
    for row in await session.execute(_CURVES, {"ids": list(ids), "since": since, "until": until}):
        curves[row.session_id].append((row.at, row.energy_wh))
    return {session_id: thinned(points) for session_id, points in curves.items()}


def thinned(points: Sequence[Point]) -> list[Point]:
    """At most 200 points: first and last of each slot, of slots as short as that allows (15 min up to a day)."""
    found, step = list(points), STEP_SECONDS
    while len(found) > MOST:
        step *= 2
        found = _ends_of_slots(found, step)
    return found


def _ends_of_slots(points: Sequence[Point], step: int) -> list[Point]:
    slots = [int(at.timestamp()) // step for at, _ in points]
    last = len(points) - 1
    return [
        point
        for index, point in enumerate(points)
        if index in {0, last} or slots[index] != slots[index - 1] or slots[index] != slots[index + 1]
    ]


def checksum(points: Sequence[Point]) -> int:
    """Tells whether a curve has changed since it was published; fits a signed word."""
    return crc32(repr([(at.timestamp(), wh) for at, wh in points]).encode()) >> 1
