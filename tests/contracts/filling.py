"""Many rows in the table of a declared list, made by one statement from the table's own columns.

Row i: ids count up, twenty organisations take turns, moments lie within two years, codes of an enumeration alternate,
and what a list is sorted by is spread over the whole range.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from common.listing import MARK, Listing
from fastapi.routing import APIRoute, iter_route_contexts
from launcher.services import Service
from sqlalchemy import (
    ARRAY,
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    LargeBinary,
    Numeric,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.selectable import Join

from .product import app_of
from .seeding import SPECIAL

ORGANIZATIONS: Final = 20
NOW: Final = datetime(2026, 11, 25, 12, tzinfo=UTC)
SPAN: Final = timedelta(days=730)
_PRIME: Final = 7919
_SEARCHED: Final = ("label", "description")
"""Texts of people, which `q` looks through."""
_FREE_INDEXES: Final = text(
    "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index "
    "where indrelid = cast(:name as regclass) and not exists "
    "(select from pg_constraint where conindid = indexrelid)"
)
_FOREIGN_KEYS: Final = text(
    "select conrelid::regclass::text, conname from pg_constraint where contype = 'f' and conparentid = 0"
)


def listings(service: Service) -> dict[str, Listing]:
    """Path of a list → its declaration, as the service has mounted it."""
    found = {}
    for context in iter_route_contexts(app_of(service).routes):
        route = context.original_route
        listing = getattr(route.endpoint, MARK, None) if isinstance(route, APIRoute) else None
        path = str(context.path_format)
        if listing is not None and not path.endswith("/export"):
            found[path] = listing
    return found


def organization(number: int) -> UUID:
    return UUID(int=number + 1)


def partitions_of(listing: Listing) -> int:
    """Months that the table is kept in; 0 when it is not partitioned."""
    is_partitioned = listing.entity.__table__.dialect_options["postgresql"].get("partition_by")
    return sum(1 for _ in _months()) if is_partitioned else 0


def required(listing: Listing) -> dict[str, UUID]:
    """Something for the filters without which the list tells nothing: the thing whose rows they are."""
    fields = listing.query.model_fields.items()
    return {info.alias or name: UUID(int=17) for name, info in fields if info.is_required()}


def tables_of(listing: Listing) -> list[Table]:
    """Its own and the one that its scope looks at."""
    source: Any = listing.joined(select(listing.entity)).get_final_froms()[0]
    tables: list[Any] = [source.left, source.right] if isinstance(source, Join) else [listing.entity.__table__]
    return tables


async def fill(connection: AsyncConnection, listing: Listing, total: int, step: int = 1) -> None:
    """Each `step`th of `total` rows, over the whole of the two years, but for those that are there; also in the table
    that the scope looks at; the connection commits by itself."""
    for table in tables_of(listing):
        await _fill(connection, listing, table, total, step)


async def _fill(connection: AsyncConnection, listing: Listing, table: Table, total: int, step: int) -> None:
    if table.dialect_options["postgresql"].get("partition_by"):
        await with_months(connection, table)
    columns = [column for column in table.columns if column.computed is None and column.identity is None]
    sorted_by = {column.key for column in listing.table.sorts.values()}
    names = ", ".join(f'"{column.name}"' for column in columns)
    values = ", ".join(expression(table, column, sorted_by, total) for column in columns)
    await connection.execute(text("set session_replication_role = replica"))
    rows = f"select {values} from generate_series(1, {total}, {step}) i"
    await connection.execute(text(f"insert into {table.name} ({names}) {rows} on conflict do nothing"))


def expression(table: Table, column: Column[Any], sorted_by: set[str], total: int) -> str:
    special = SPECIAL.get(f"{table.name}.{column.name}", SPECIAL.get(column.name, ...))
    if column.name == "organization_id":
        return f"lpad(to_hex(i % {ORGANIZATIONS} + 1), 32, '0')::uuid"
    if isinstance(column.type, Uuid):
        return (
            "lpad(to_hex(i), 32, '0')::uuid" if _is_unique(table, column) else "lpad(to_hex(i % 5000), 32, '0')::uuid"
        )
    if not isinstance(column.type, Boolean) and (_is_unique(table, column) or column.key in sorted_by):
        return _spread(column, total)
    if special is not ... and not isinstance(special, list | dict | UUID):
        return "null" if special is None else _literal(special)
    is_searched = isinstance(column.type, String) and column.name.endswith(_SEARCHED)
    return "null" if column.nullable and not is_searched else _plain(column, total)


def _is_unique(table: Table, column: Column[Any]) -> bool:
    alone = [one for one in table.constraints if isinstance(one, UniqueConstraint) and column.name in one.columns]
    indexes = [
        index for index in table.indexes if index.unique and column.name in " ".join(map(str, index.expressions))
    ]
    return bool(column.primary_key or column.unique or alone or indexes)


def _spread(column: Column[Any], total: int) -> str:
    if isinstance(column.type, DateTime | Date):
        return _moment(total)
    if isinstance(column.type, Enum):
        return _plain(column, total)
    if isinstance(column.type, String):
        length = column.type.length or 60
        return f"left('n' || md5(i::text), 9) || left('-' || i, {length} - 9)"
    return "i" if column.unique or column.primary_key else f"i * {_PRIME}::bigint % 99991"


def _plain(column: Column[Any], total: int) -> str:
    if isinstance(column.type, Enum):
        codes = ", ".join(_literal(code) for code in column.type.enums)
        return f"(array[{codes}])[i % {len(column.type.enums)} + 1]"
    if isinstance(column.type, String):
        return f"left('word' || i % 1000, {column.type.length or 60})"
    if isinstance(column.type, DateTime | Date):
        return _moment(total)
    if isinstance(column.type, Numeric):
        return f"(i * {_PRIME}::bigint % 9973) / 100.0"
    return next((value for kind, value in _CONSTANTS if isinstance(column.type, kind)), "i % 997")


_CONSTANTS: Final = ((ARRAY, "'{}'"), (JSON, "'{}'"), (Boolean, "false"), (LargeBinary, "'\\x00'"))


def _moment(total: int) -> str:
    return f"timestamptz '{NOW.isoformat()}' - i * interval '{SPAN.total_seconds() / total:.6f} seconds'"


def _literal(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "'{}'".format(str(value).replace("'", "''"))


async def with_months(connection: AsyncConnection, table: Table) -> None:
    for month in _months():
        after = (month + timedelta(days=32)).replace(day=1)
        bounds = f"from ('{month} 00:00+00') to ('{after} 00:00+00')"
        name = f"{table.name}_{month:%Y_%m}"
        await connection.execute(
            text(f"create table if not exists {name} partition of {table.name} for values {bounds}")
        )


def _months() -> Iterator[date]:
    month = (NOW - SPAN).date().replace(day=1)
    while month <= NOW.date():
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


async def without_foreign_keys(connection: AsyncConnection) -> None:
    """The rows refer to nothing; a table that nobody refers to may be left out of the write-ahead log."""
    found = await connection.execute(_FOREIGN_KEYS)
    for table, name in found.all():
        await connection.execute(text(f'alter table {table} drop constraint "{name}"'))


async def bare(connection: AsyncConnection, tables: Iterable[Table]) -> dict[str, list[str]]:
    """Takes all indexes away but those of constraints, and tells how to make them; no write-ahead log from here on."""
    taken: dict[str, list[str]] = {}
    for table in {table.name: table for table in tables}.values():
        if not table.dialect_options["postgresql"].get("partition_by"):
            await connection.execute(text(f"alter table {table.name} set unlogged"))
        taken[table.name] = await drop_indexes(connection, table)
    return taken


async def drop_indexes(connection: AsyncConnection, table: Table) -> list[str]:
    found = (await connection.execute(_FREE_INDEXES, {"name": table.name})).all()
    for name, _ in found:
        await connection.execute(text(f"drop index {name}"))
    return [definition.replace(" ON ONLY ", " ON ") for _, definition in found]


def serves_a_sort(definition: str, listing: Listing) -> bool:
    """An index of the whole table with a column that sorts the list."""
    columns = definition.partition(" INCLUDE ")[0].rpartition("(")[2].rpartition(")")[0].split(", ")
    sorted_by = {column.key for column in listing.table.sorts.values()}
    return " WHERE " not in definition and " USING btree " in definition and not sorted_by.isdisjoint(columns)
