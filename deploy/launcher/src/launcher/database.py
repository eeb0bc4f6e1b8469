"""The product's database: one schema and one role per service; a role sees its own schema only."""

from urllib.parse import urlsplit

import asyncpg

EXTENSIONS = ("pg_trgm", "btree_gist")
"""Installed once in `public`, which every search path ends with; migrations find them there."""


async def ensure_database(url: str) -> None:
    """Create the database that the URL names, unless it is there."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    connection = await asyncpg.connect(parts._replace(path="/postgres").geturl())
    try:
        if not await connection.fetchval("select true from pg_database where datname = $1", name):
            await connection.execute(f'create database "{name}"')
    finally:
        await connection.close()


async def ensure_roles(connection: asyncpg.Connection, passwords: dict[str, str]) -> None:
    """Roles and schemas of that name, extensions, search paths. Safe to repeat; a changed password is set anew."""
    existing = {row["rolname"] for row in await connection.fetch("select rolname from pg_roles")}
    schemas = {row["nspname"] for row in await connection.fetch("select nspname from pg_namespace")}
    if existing.issuperset(passwords) and schemas.issuperset(passwords):
        return
    name = await connection.fetchval("select current_database()")
    for extension in EXTENSIONS:
        await connection.execute(f"create extension if not exists {extension} schema public")
    await connection.execute("revoke create on schema public from public")
    for role, password in passwords.items():
        verb = "alter" if role in existing else "create"
        await connection.execute(f"{verb} role {role} login password {_quoted(password)}")
        await connection.execute(f"grant {role} to current_user")  # an owner who is no superuser must be a member
        await connection.execute(f"create schema if not exists {role} authorization {role}")
        await connection.execute(f'alter role {role} in database "{name}" set search_path = {role}, public')


def _quoted(literal: str) -> str:
    return "'" + literal.replace("'", "''") + "'"
