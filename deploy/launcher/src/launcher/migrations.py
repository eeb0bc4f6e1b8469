"""Migrations: which service's schema is behind its files, by one query; alembic runs for those alone."""

import asyncio
import re
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

import asyncpg

from launcher.errors import LauncherError

REVISION = re.compile(r"^revision(?:\s*:[^=]+)?\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)
DOWN_REVISION = re.compile(r"^down_revision(?:\s*:[^=]+)?\s*=\s*[\"']([^\"']+)[\"']", re.MULTILINE)


def revisions_of(service_dir: Path) -> set[str]:
    """Every revision that this version knows; read without alembic, whose import costs a second per service."""
    return {match for text in _texts(service_dir) for match in REVISION.findall(text)}


def _texts(service_dir: Path) -> list[str]:
    return [path.read_text() for path in (service_dir / "migrations" / "versions").glob("*.py")]


def head_of(service_dir: Path) -> str | None:
    """The revision that no other file continues."""
    heads = revisions_of(service_dir) - {match for text in _texts(service_dir) for match in DOWN_REVISION.findall(text)}
    if len(heads) > 1:
        raise LauncherError(f"{service_dir.name} has several migration heads: {', '.join(sorted(heads))}")
    return heads.pop() if heads else None


async def current_revisions(connection: asyncpg.Connection, schemas: Iterable[str]) -> dict[str, str]:
    """The revision of each of the schemas that alembic has touched, by schema; one query for all."""
    found = await connection.fetch(
        "select schemaname from pg_tables where tablename = 'alembic_version' and schemaname = any($1::text[])",
        list(schemas),
    )
    parts = [f"select '{row[0]}' as schema, version_num from {row[0]}.alembic_version" for row in found]  # noqa: S608 - our own names
    if not parts:
        return {}
    return {row["schema"]: row["version_num"] for row in await connection.fetch(" union all ".join(parts))}


def upgrade(service_dir: Path, url: str) -> None:
    """Run alembic's `upgrade head` as the service's own role. In this process: one import serves all services."""
    from alembic import command  # noqa: PLC0415 - costs half a second and is seldom needed
    from alembic.config import Config  # noqa: PLC0415 - same

    config = Config(service_dir / "alembic.ini", cmd_opts=Namespace(x=[f"url={url}"]))
    command.upgrade(config, "head")


def _refuse_newer(schema: str, revision: str, service_dir: Path) -> None:
    """An older product must not touch tables that a newer one has changed."""
    if revision not in revisions_of(service_dir):
        raise LauncherError(
            f"the tables of {schema} were written by a newer version of the product (revision {revision}, the latest "
            f"here is {head_of(service_dir)}): update the product, or restore the backup made before its update"
        )


async def upgrade_behind(current: Mapping[str, str], services: Mapping[str, tuple[Path, str]]) -> list[str]:
    """Upgrade each schema (name → folder of the service, URL) whose revision is not the head; returns their names."""
    heads = {schema: head_of(folder) for schema, (folder, _) in services.items()}
    for schema, revision in current.items():
        _refuse_newer(schema, revision, services[schema][0])
    behind = [schema for schema, head in heads.items() if head and current.get(schema) != head]
    for schema in behind:
        await asyncio.to_thread(upgrade, *services[schema])  # alembic's environment runs a loop of its own
    return behind
