"""Monthly partitions of the history, made ahead of need, and keys of repeated requests that are over."""

from datetime import date
from itertools import pairwise

from common.idempotency import forget_old_keys
from common.service import Runtime
from sqlalchemy import text

from stations_api.db import IdempotencyKey
from stations_api.periodic import periodically

HISTORY = "connector_status_history"
MONTHS_AHEAD = 2
SECONDS = 3600


def months(today: date, ahead: int = MONTHS_AHEAD) -> list[date]:
    """First days of the month before (its facts are still on the topic), of this one and of those to come."""
    start = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(start - 1, start + ahead + 2)]


async def make_partitions(runtime: Runtime) -> None:
    """Partitions for this month and the next ones; those that are there stay. Safe to run at every start."""
    edges = months(runtime.clock.now().date())
    async with runtime.sessions.begin() as session:
        await session.execute(text("select pg_advisory_xact_lock(hashtext('stations-api:partitions'))"))
        for first, after in pairwise(edges):
            name = f"{HISTORY}_{first:%Y_%m}"
            await session.execute(
                text(
                    f"create table if not exists {name} partition of {HISTORY} "
                    f"for values from ('{first} 00:00+00') to ('{after} 00:00+00')"
                )
            )


async def keep_house(runtime: Runtime) -> None:
    """Loop of the worker, once an hour."""

    async def work() -> None:
        await make_partitions(runtime)
        async with runtime.sessions.begin() as session:
            await forget_old_keys(session, IdempotencyKey)

    await periodically(runtime, "keep-house", SECONDS, work)
