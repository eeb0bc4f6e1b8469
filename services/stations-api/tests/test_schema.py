"""Migrations and models say the same; the partitions of the history are made ahead."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from common.db import Sessions
from common.service import Runtime
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine
from stations_api.housekeeping import HISTORY, drop_old_partitions, make_partitions, months
from stations_api.tables import Base
from stations_support import Gateway, Operator, Worker

PARTITION = re.compile(r"_(\d{4}_\d{2}(_\d{2})?|rest)$")


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    return not (kind == "table" and (name == "alembic_version" or PARTITION.search(str(name)) is not None))


async def test_the_migrated_database_is_what_the_models_say(engine: AsyncEngine) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        return list(compare_metadata(context, Base.metadata))

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


def test_months() -> None:
    assert months(date(2026, 11, 25), ahead=2) == [
        date(2026, 10, 1),
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


async def test_the_history_of_a_month_has_a_partition(
    runtime: Runtime, sessions: Sessions, operator: Operator, worker: Worker, gateway_of: Callable[..., Gateway]
) -> None:
    await make_partitions(runtime)
    await make_partitions(runtime)
    station = await operator.station()
    await worker.apply(gateway_of(station).status(1))
    async with sessions() as session:
        found = await session.scalar(text(f"select tableoid::regclass::text from {HISTORY}"))
    assert found == f"{HISTORY}_2026_11"


async def test_months_that_are_too_old_are_dropped(runtime: Runtime, sessions: Sessions) -> None:
    old, kept = f"{HISTORY}_2024_10", f"{HISTORY}_2024_11"
    async with sessions.begin() as session:
        for name, first, after in ((old, "2024-10-01", "2024-11-01"), (kept, "2024-11-01", "2024-12-01")):
            bounds = f"from ('{first} 00:00+00') to ('{after} 00:00+00')"
            await session.execute(text(f"create table {name} partition of {HISTORY} for values {bounds}"))
    await drop_old_partitions(runtime)
    async with sessions() as session:
        there = await session.execute(text("select to_regclass(:old), to_regclass(:kept)"), {"old": old, "kept": kept})
        assert [name is None for name in there.one()] == [True, False]
