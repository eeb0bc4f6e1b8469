"""A database of one service with one row in every table, all of it of one organisation, made from the tables alone.

Every id is `THING`, so that whatever belongs to something belongs to the one there is; foreign keys are not looked at.
A second row of each, where one more can be made without thinking, belongs to somebody whom nobody asks as: `FOREIGN`.
"""

import contextlib
import importlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import asyncpg
from common.db import create_engine, session_factory
from common.ids import uuid7
from common.service import Runtime, create_app
from common.testing.helpers import trusting_authenticator
from common.testing.plugin import migrate
from fastapi import FastAPI
from launcher.services import Service
from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    Uuid,
    insert,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from .product import ROOT

THING: Final = UUID("0199e0a4-7c00-7000-8000-00000000002a")
OWNER: Final = UUID("0199e0a4-7c00-7000-8000-0000000000aa")
OTHER: Final = UUID("0199e0a4-7c00-7000-8000-0000000000bb")
FOREIGN: Final = UUID("0199e0a4-7c00-7000-8000-0000000000f0")
STRANGER: Final = UUID("0199e0a4-7c00-7000-8000-0000000000cc")
"""Whose `FOREIGN` is."""
SPECIAL: Final[dict[str, Any]] = {
    "organization_id": OWNER,
    "organizations.id": OWNER,
    "parent_id": None,
    "time_zone": "Europe/Moscow",
    "is_station_activated": True,
    "currency": "RUB",
    "payment_status": "paid",
    "sessions.state": "success",
    "charges.groups": [],
    "evse_map": [],
    "direction": "in",
    "periodicity": "permanent",
    "connector_types": ["ccs2"],
    "payer_kind": "user",
    "unmatched_facts.kind": "unmatched_end",
    "unmatched_facts.state": "waiting",
    "unmatched_facts.fact": {},
    "credentials.kind": "login_password",
    "organizations.type": "network_owner",
    "organizations.tax_system": "osn",
    "security_log.result": "done",
    "payments.number": 40_000_000_000_009,
    "organizations.number": 40_000_000_000_009,
    "url": "https://example.org/hook",
    "webhook_events.body": b"{}",
    "rights.declared_by": "identity-api",
}
"""Where a value of the right type alone would not be read: by column, or by table and column."""
_SECOND: Final[dict[Any, Any]] = {
    THING: FOREIGN,
    OWNER: STRANGER,
    str(THING): str(FOREIGN),
    str(OWNER): str(STRANGER),
    "x": "z",
    SPECIAL["payments.number"]: SPECIAL["payments.number"] + 1,
}
_SKIPPED = frozenset({"outbox", "consumer_offsets", "dead_letters", "idempotency_keys", "alembic_version"})
_BY_TYPE: Final[tuple[tuple[type[Any], Any], ...]] = (
    (Uuid, THING),
    (Boolean, False),
    (DateTime, datetime.now(UTC)),
    (Date, datetime.now(UTC).date()),
    (Float, 1.0),
    (Numeric, Decimal(1)),
    (BigInteger, 1),
    (Integer, 1),
    (LargeBinary, b"x"),
    (ARRAY, []),
)


def value_of(table: Table, column: Column[Any]) -> Any:
    for name in (f"{table.name}.{column.name}", column.name):
        if name in SPECIAL:
            value = SPECIAL[name]
            return str(value) if isinstance(column.type, String) and value is not None else value
    if column.nullable and not isinstance(column.type, Uuid):
        return None
    if isinstance(column.type, Enum):
        return next(iter(column.type.enum_class or column.type.enums))
    if isinstance(column.type, String):
        return _plain_default(column, "x")
    if isinstance(column.type, JSON):
        return _plain_default(column, {})
    return next((value for kind, value in _BY_TYPE if isinstance(column.type, kind)), None)


def _plain_default(column: Column[Any], otherwise: Any) -> Any:
    default: Any = column.default
    return default.arg if default is not None and default.is_scalar else otherwise


async def _fill(connection: AsyncConnection, table: Table) -> None:
    if table.dialect_options["postgresql"].get("partition_by"):
        await _with_room(connection, table)
    row = {
        column.name: value_of(table, column)
        for column in table.columns
        if column.computed is None and column.identity is None
    }
    try:
        async with connection.begin_nested():
            await connection.execute(insert(table).values(row))
    except DBAPIError as error:
        raise AssertionError(f"{table.name} takes no row {row}: {error.orig}") from error
    with contextlib.suppress(DBAPIError):  # a table without a second one lacks nothing that a test counts on
        async with connection.begin_nested():
            await connection.execute(insert(table).values({name: _of_another(one) for name, one in row.items()}))


def _of_another(value: Any) -> Any:
    """The same in a second row: ids are those of the stranger, what may have to be unique is something else."""
    return _SECOND.get(value, value) if isinstance(value, UUID | str | int) else value


async def _with_room(connection: AsyncConnection, table: Table) -> None:
    """A partition for whatever no other takes."""
    try:
        async with connection.begin_nested():
            await connection.execute(text(f"create table {table.name}_rest partition of {table.name} default"))
    except DBAPIError:
        return


@asynccontextmanager
async def seeded(service: Service, admin_url: str) -> AsyncIterator[FastAPI]:
    """The service's API over such a database."""
    name = f"scope_{uuid7().hex[-12:]}"
    admin = await asyncpg.connect(admin_url)
    await admin.execute(f'create database "{name}"')
    url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
    engine = create_engine(url)
    try:
        migrate(ROOT / "services" / service.name, url)
        async with engine.begin() as connection:
            await connection.execute(text("set local session_replication_role = replica"))
            for table in tables_of(service):
                await _fill(connection, table)
        declared = importlib.import_module(f"{service.package}.main").service()
        app = create_app(declared, "api", Runtime(declared.settings, engine, session_factory(engine)))
        app.state.authenticator = trusting_authenticator()
        yield app
    finally:
        await engine.dispose()
        await admin.execute(f'drop database "{name}" with (force)')
        await admin.close()


def tables_of(service: Service) -> list[Table]:
    importlib.import_module(f"{service.package}.main")  # all its models are known from here on
    metadata = importlib.import_module(f"{service.package}.db").Base.metadata
    return [table for table in metadata.tables.values() if table.name not in _SKIPPED]
