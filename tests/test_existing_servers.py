"""DATABASE_URL and KAFKA_BOOTSTRAP put existing servers in the place of the embedded ones."""

from pathlib import Path

import asyncpg
import pytest
from launcher.services import DATABASE_SERVICES, SERVICES
from launcher.testing import Servers, Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]


async def test_the_product_runs_on_servers_that_are_not_its_own(tmp_path: Path) -> None:
    with Servers.started(tmp_path / "servers") as servers:
        given = {"DATABASE_URL": servers.database_admin_url, "KAFKA_BOOTSTRAP": servers.kafka_bootstrap}
        with Stack.started(tmp_path / "product", **given, KAFKA_TOPIC_PREFIX="ours.") as stack:
            assert set(stack.processes()) == {"database", "topics", "nginx", *(service.name for service in SERVICES)}
        connection = await asyncpg.connect(servers.database_admin_url)
        schemas = {row["nspname"] for row in await connection.fetch("select nspname from pg_namespace")}
        await connection.close()
    assert {service.noun for service in DATABASE_SERVICES} <= schemas


async def test_a_role_sees_no_other_schema(stack: Stack) -> None:
    from launcher.addresses import role_url
    from launcher.commands import vault_of

    connection = await asyncpg.connect(role_url("billing", stack.settings, vault_of(stack.settings)))
    try:
        assert await connection.fetchval("show search_path") == "billing, public"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("select * from stations.stations")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("create table public.mine (id int)")
    finally:
        await connection.close()
