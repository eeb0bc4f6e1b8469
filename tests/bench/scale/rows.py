"""Rows in the tables of an installation, for journeys in the browser that need many of them, or rare ones.

    python -m tests.bench.scale.rows fill TAG 10000        users TAG.00001 … and finished sessions of stations TAG-001 …
    python -m tests.bench.scale.rows letters TAG STATION   a message put aside at that station, and a dead letter
    python -m tests.bench.scale.rows clear TAG             takes away what these two made

The installation is the one that DATA_DIR and PORT_OFFSET mean. Ten thousand of both take a few seconds.
"""

import argparse
import asyncio
import re
from collections.abc import Mapping
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from common.db import async_url
from launcher import commands
from launcher.addresses import admin_url
from launcher.settings import Settings
from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from tests.contracts.filling import expression

from .plausible import HELPERS, PLAUSIBLE

STATES: Final = "(array['success', 'stop', 'error', 'interrupted', 'attention'])[1 + i % 5]"
ZERO_EVERY: Final = 10
"""So many sessions pass until one has no energy; of the others, row i has 7 * i Wh."""
_ID: Final = "gen_random_uuid()"
_NO_HELPERS: Final = "drop function owner_of(bigint, bigint), key_of(bigint), rnd(bigint, bigint)"


def users(tag: str) -> Mapping[str, str]:
    return {
        "id": _ID,
        "login": f"'{tag}.' || lpad(i::text, 5, '0')",
        "organization_id": "null",
        "is_blocked": "false",
        "email": f"'u' || i || '@{tag}.example.org'",
    }


def sessions(tag: str) -> Mapping[str, str]:
    return {
        "id": _ID,
        "station_id": f"md5('{tag}')::uuid",
        "station_number": f"'{tag}-' || lpad((i % 100)::text, 3, '0')",
        "organization_id": "key_of(1)",
        "state": STATES,
        "is_open": "false",
        "is_station_activated": "true",
        "ended_at": "now() - i * interval '1 minute'",
        "started_at": "now() - (i + 1) * interval '1 minute'",
        "energy_wh": f"case when i % {ZERO_EVERY} = 0 then 0 else 7 * i end",
        "start_user_label": f"'{tag} ' || i",
        "transaction_number": "null",
        "payer_kind": "'guest'",
        "payer_id": "null",
    }


async def fill(connection: AsyncConnection, tag: str, count: int) -> None:
    # two journeys may begin at once, and the helpers have one name
    await _run(connection, "select pg_advisory_xact_lock(hashtext('tests.bench.scale.rows'))")
    await _in_schema(connection, "sessions")
    for statement in HELPERS.strip().split(";\n"):
        await _run(connection, statement.rstrip(";"))
    await _insert(connection, _table("sessions_api.sessions.models", "Session"), sessions(tag), count)
    await _run(connection, _NO_HELPERS)
    await _in_schema(connection, "identity")
    for statement in HELPERS.strip().split(";\n"):
        await _run(connection, statement.rstrip(";"))
    await _insert(connection, _table("identity_api.users.models", "User"), users(tag), count)
    await _run(connection, _NO_HELPERS)
    await _run(
        connection,
        "insert into user_roles select users.id, roles.id from users, roles "
        f"where users.login like '{tag}.%' and roles.name = 'customer'",
    )


async def letters(connection: AsyncConnection, tag: str, station: UUID) -> None:
    await _in_schema(connection, "sessions")
    fact = f'{{"transaction_number": "{tag}", "meter_stop_wh": 12345, "reason": "Local"}}'
    await _run(
        connection,
        "insert into unmatched_facts (id, station_id, transaction_number, kind, state, fingerprint, fact, received_at) "
        f"values ({_ID}, '{station}', '{tag}', 'unmatched_end', 'waiting', '{tag}', '{fact}', now())",
    )
    await _run(
        connection,
        'insert into dead_letters (id, consumer, topic, partition, "offset", key, type, payload, error, attempts) '
        f"values ({_ID}, 'facts', 'stations', 0, -1, '{tag}', 'transaction.ended.v1', convert_to('{fact}', 'UTF8'), "
        "'ValidationError: a field is missing', 5)",
    )


async def clear(connection: AsyncConnection, tag: str) -> None:
    await _in_schema(connection, "sessions")
    await _run(connection, f"delete from sessions where station_number like '{tag}-%'")
    await _run(connection, f"delete from unmatched_facts where transaction_number = '{tag}'")
    await _run(connection, f"delete from dead_letters where key = '{tag}'")
    await _in_schema(connection, "identity")
    await _run(connection, f"delete from users where login ~ '^{tag}[.][0-9]+$'")


def _table(module: str, name: str) -> Table:
    entity: Any = getattr(import_module(module), name)
    table: Table = entity.__table__
    return table


async def _insert(connection: AsyncConnection, table: Table, own: Mapping[str, str], count: int) -> None:
    values = {**PLAUSIBLE[table.name], **own}
    columns = [column for column in table.columns if column.computed is None and column.identity is None]
    sizes = {"total": count, "stations": 1000, "users": 1000}
    names = ", ".join(f'"{column.name}"' for column in columns)
    shown = ", ".join(
        values[column.name].format(**sizes) if column.name in values else expression(table, column, set(), count)
        for column in columns
    )
    rows = f"generate_series(1::bigint, {count}) i cross join lateral (select i % 1000 as k) station"
    await _run(connection, f"insert into {table.name} ({names}) select {shown} from {rows}")
    await _run(connection, f"analyze {table.name}")


async def _in_schema(connection: AsyncConnection, name: str) -> None:
    await _run(connection, f"set local search_path = {name}, public")


async def _run(connection: AsyncConnection, statement: str) -> None:
    await connection.execute(text(statement.replace(":", r"\:")))


async def _at_work(deed: str, arguments: list[str]) -> None:
    settings = Settings.load()
    engine = create_async_engine(async_url(admin_url(settings, commands.vault_of(settings))))
    tag, *rest = arguments
    if not re.fullmatch(r"[A-Za-z0-9.]+", tag):
        raise SystemExit(f"a tag has letters, figures and dots: {tag}")
    try:
        async with engine.begin() as connection:
            match deed, rest:
                case "fill", [count]:
                    await fill(connection, tag, int(count))
                case "letters", [station]:
                    await letters(connection, tag, UUID(station))
                case "clear", []:
                    await clear(connection, tag)
                case _:
                    raise SystemExit(__doc__)
    finally:
        await engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("deed", choices=["fill", "letters", "clear"])
    parser.add_argument("arguments", nargs="+")
    options = parser.parse_args()
    asyncio.run(_at_work(options.deed, options.arguments))


if __name__ == "__main__":
    main()
