"""Databases at size, one for each service: made once, found again and migrated by the next run.

Rows first and indexes after; a table whose rows are there already is left alone (`scale_seeded` remembers).
"""

import importlib
import os
import time
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import asyncpg
from common.db import create_engine
from common.testing.plugin import migrate
from launcher.services import Service
from sqlalchemy import Column, Connection, Table, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from tests.contracts.filling import NOW, expression, with_months
from tests.contracts.product import ROOT

from .long_session import finish_sessions
from .plausible import ANY_STATION, HELPERS, LOG_DAYS, ORGANIZATIONS, PLAUSIBLE, STATION_OF

MILLION: Final = 1_000_000
STATIONS, USERS, LETTERS = 50_000, MILLION, 10_000
ROWS: Final[Mapping[str, Mapping[str, int]]] = {
    "stations-api": {
        "stations": STATIONS,
        "connectors": 3 * STATIONS,
        "commands": MILLION,
        "incidents": 300_000,
        "protocol_log": 10 * MILLION,
        "station_reports": MILLION,
        "connector_status_history": MILLION,
        "device_variables": MILLION,
        "unknown_stations": 10_000,
        "dead_letters": LETTERS,
    },
    "sessions-api": {
        "stations": STATIONS,
        "sessions": 10 * MILLION,
        "transactions": 2 * MILLION,
        "unmatched_facts": 100_000,
        "session_vehicles": MILLION,
        "dead_letters": LETTERS,
    },
    "billing-api": {"tariffs": 500, "charges": MILLION, "payments": 5 * MILLION, "dead_letters": LETTERS},
    "identity-api": {
        "users": USERS,
        "user_roles": USERS,
        "credentials": 1_200_000,
        "security_log": 10 * MILLION,
        "dead_letters": LETTERS,
    },
    "notifications-api": {"deliveries": MILLION, "dead_letters": LETTERS},
    "updates-api": {"station_copies": STATIONS, "software_versions": 200_000, "dead_letters": LETTERS},
}
"""At SCALE=1; what stands in FIXED has as many rows at any scale."""
FIXED: Final = {
    "regions": 85,
    "rights": 200,
    "roles": 4,
    "organizations": ORGANIZATIONS,
    "organization_copies": ORGANIZATIONS,
    "webhooks": 300,
    "api_clients": 300,
    "user_groups": 300,
    "station_groups": 300,
}
_MARKS: Final = "create table if not exists scale_seeded (name text primary key, total bigint not null)"
_FREE_INDEXES: Final = text(
    "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index "
    "where indrelid = cast(:name as regclass) and not exists "
    "(select from pg_constraint where conindid = indexrelid)"
)


def database_url(service: Service, scale: float) -> str:
    admin = os.environ["SCALE_DATABASE_ADMIN_URL"]
    size = "" if scale == 1 else f"{scale:g}_"
    return f"{admin.rsplit('/', 1)[0]}/scale_{size}{service.name.replace('-', '_')}"


async def seed(service: Service, scale: float) -> None:
    """The service's database with all its rows and the newest indexes."""
    url = database_url(service, scale)
    await _create(url)
    migrate(ROOT / "services" / service.name, url)
    engine = create_engine(url)
    try:
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await _prepare(connection)
            wanted = _wanted(service, scale)
            for _ in range(2):  # to fill a table anew empties those that refer to it
                for table, total in wanted:
                    await _fill(connection, table, total, scale)
            await connection.run_sync(_restore_indexes, [table for table, _ in wanted])
        if service.name == "sessions-api":
            await finish_sessions(engine)
    finally:
        await engine.dispose()


async def _create(url: str) -> None:
    name = url.rpartition("/")[2]
    admin = await asyncpg.connect(os.environ["SCALE_DATABASE_ADMIN_URL"])
    try:
        if not await admin.fetchval("select exists (select from pg_database where datname = $1)", name):
            await admin.execute(f'create database "{name}"')
    finally:
        await admin.close()


async def _prepare(connection: AsyncConnection) -> None:
    await connection.execute(text(_MARKS))
    for statement in HELPERS.strip().split(";\n"):
        await connection.execute(text(statement.rstrip(";").replace(":", r"\:")))
    await connection.execute(text("set session_replication_role = replica"))
    await connection.execute(text("set maintenance_work_mem = '512MB'"))


def _wanted(service: Service, scale: float) -> list[tuple[Table, int]]:
    importlib.import_module(f"{service.package}.main")  # all its models are known from here on
    tables = importlib.import_module(f"{service.package}.db").Base.metadata.tables
    sizes = {name: rows for name, rows in FIXED.items() if name in tables}
    sizes |= {name: max(1000, int(rows * scale)) for name, rows in ROWS[service.name].items()}
    return [(tables[name], total) for name, total in sizes.items()]


async def _fill(connection: AsyncConnection, table: Table, total: int, scale: float) -> None:
    mark = {"name": table.name, "total": total}
    if await _is_filled(connection, mark):
        return
    started = time.perf_counter()
    if table.name == "protocol_log":
        await _with_days(connection)
    elif table.dialect_options["postgresql"].get("partition_by"):
        await with_months(connection, table)
    columns = await _columns(connection, table)
    indexes = (await connection.execute(_FREE_INDEXES, {"name": table.name})).all()
    # one transaction: nothing of it goes to the write-ahead log, and a run that is broken off leaves all as it was
    statements = [
        "begin",
        *(f"drop index {name}" for name, _ in indexes),
        f"truncate {table.name} cascade",
        insertion(table, columns, total, scale),
        *(definition.replace(" ON ONLY ", " ON ") for _, definition in indexes),  # and on the partitions
        "commit",
    ]
    for statement in statements:
        await connection.execute(text(statement.replace(":", r"\:")))
    await connection.execute(text(f"vacuum analyze {table.name}"))
    await connection.execute(text("delete from scale_seeded where name = :name"), mark)
    await connection.execute(text("insert into scale_seeded values (:name, :total)"), mark)
    print(f"{total:>10} rows  {table.name}  in {time.perf_counter() - started:.0f} s", flush=True)


async def _is_filled(connection: AsyncConnection, mark: Mapping[str, Any]) -> bool:
    """So it was said, and nobody has emptied it since."""
    marked = text("select exists (select from scale_seeded where name = :name and total = :total)")
    has_rows = text(f"select exists (select from {mark['name']})")
    return bool(await connection.scalar(marked, mark)) and bool(await connection.scalar(has_rows))


async def _with_days(connection: AsyncConnection) -> None:
    partitions = importlib.import_module("stations_api.protocol_log.partitions")
    last = NOW.date().toordinal()
    days = [date.fromordinal(last - back) for back in range(LOG_DAYS)]
    async with AsyncSession(connection) as session:
        await partitions.ensure_days(session, days)


def _restore_indexes(connection: Connection, tables: Sequence[Table]) -> None:
    """Whoever made these databases earlier may have been cut off between the rows and the indexes."""
    for table, index in ((one, index) for one in tables for index in one.indexes):
        if not inspect(connection).has_index(table.name, str(index.name)):
            print(f"missing: {index.name}", flush=True)
            index.create(connection)


async def _columns(connection: AsyncConnection, table: Table) -> list[Column[Any]]:
    """Those that we fill and the database has: a migration may still be missing."""
    sql = text("select attname from pg_attribute where attrelid = cast(:name as regclass) and attnum > 0")
    names = set(await connection.scalars(sql, {"name": table.name}))
    free = [column for column in table.columns if column.computed is None and column.identity is None]
    return [column for column in free if column.name in names]


def insertion(table: Table, columns: Sequence[Column[Any]], total: int, scale: float) -> str:
    sizes = {"total": total, "stations": max(1000, int(STATIONS * scale)), "users": max(1000, int(USERS * scale))}
    own = PLAUSIBLE.get(table.name, {})
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(
        own[column.name].format(**sizes) if column.name in own else expression(table, column, set(), total)
        for column in columns
    )
    station = STATION_OF.get(table.name, ANY_STATION).format(**sizes)
    return (
        f"insert into {table.name} ({names}) select {values} from generate_series(1::bigint, {total}) i "
        f"cross join lateral (select ({station})::bigint as k) station"
    )
