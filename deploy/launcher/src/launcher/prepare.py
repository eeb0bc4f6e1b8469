"""The one-shots between the servers and the services: database and migrations, topics. Both are safe to repeat."""

import asyncpg
from common.topics import ensure_topics, read_topics

from launcher import addresses, database, migrations
from launcher.services import DATABASE_SERVICES
from launcher.settings import Settings
from launcher.vault import Vault


async def prepare_database(settings: Settings, vault: Vault) -> None:
    """Database, roles, schemas, then the migrations of those services that are behind."""
    url = addresses.admin_url(settings, vault)
    if settings.get("DATABASE_URL") is None:
        await database.ensure_database(url)
    connection = await asyncpg.connect(url)
    try:
        passwords = {service.noun: vault.get(f"role-{service.noun}") for service in DATABASE_SERVICES}
        await database.ensure_roles(connection, passwords)
        current = await migrations.current_revisions(connection, passwords)
    finally:
        await connection.close()
    folders = {
        service.noun: (settings.root / "services" / service.name, addresses.role_url(service.noun, settings, vault))
        for service in DATABASE_SERVICES
    }
    upgraded = await migrations.upgrade_behind(current, folders)
    print(f"migrated: {', '.join(upgraded) or 'nothing, all schemas are up to date'}")


async def prepare_topics(settings: Settings) -> None:
    """Create the topics of deploy/topics.toml that are missing."""
    prefix = settings.get("KAFKA_TOPIC_PREFIX") or ""
    specs = read_topics(settings.root / "deploy" / "topics.toml", prefix)
    created = await ensure_topics(settings.kafka_bootstrap, specs)
    print(f"created: {', '.join(created) or 'nothing, all topics are there'}")
