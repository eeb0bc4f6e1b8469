"""Sessions are played while PostgreSQL is away, and after the database was put back to an earlier moment."""

import asyncio
import subprocess
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.config import Config
from launcher import commands, migrations
from launcher.addresses import admin_url, role_url
from launcher.settings import ROOT
from launcher.testing import Stack
from simulator.api import Access, Api
from simulator.protocols import Delivery, ProtocolName, speech
from simulator.replay import ReplaySettings
from simulator.replay.cards import await_cards
from simulator.replay.comparison import Comparison
from simulator.replay.plan import ReplayPlan, StationPlan
from simulator.replay.progress import Silent
from simulator.replay.provision import provision
from simulator.replay.runner import deliver, delivery_of, plan_of
from simulator.replay.sent import sent_sessions
from simulator.replay.settle import Watch, settle

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]
ROWS = 40
OLDER = "notifications"


def settings_of(stack: Stack, protocol: ProtocolName) -> ReplaySettings:
    """A replay with cards and stations of its own: the seed names them."""
    given = stack.environment
    access = Access(client_id=given["API_CLIENT_ID"], client_secret=given["API_CLIENT_SECRET"])
    return ReplaySettings(given["OCPP_URL"], given["API_URL"], access, protocol=protocol, limit=ROWS)


def named(plan: ReplayPlan, prefix: str) -> ReplayPlan:
    """The plan on stations that no other test has."""

    def renamed(station: StationPlan) -> StationPlan:
        number = f"{prefix}{station.number}"
        sessions = tuple(replace(session, station_number=number) for session in station.sessions)
        return replace(station, number=number, sessions=sessions)

    stations = tuple(renamed(station) for station in plan.stations)
    return replace(plan, stations=stations, known=frozenset(item for station in stations for item in station.sessions))


async def compared(settings: ReplaySettings, plan: ReplayPlan, told: list[Delivery], ids: Sequence[str]) -> Comparison:
    async with Api(settings.api, settings.access) as api:
        watch = Watch(api, plan, sent_sessions(told), list(ids))
        return await settle(watch, stillness_seconds=40, poll_seconds=0.5)


@pytest.mark.parametrize("protocol", list(ProtocolName))
async def test_stations_are_served_while_postgresql_is_away(stack: Stack, protocol: ProtocolName) -> None:
    settings = settings_of(stack, protocol)
    plan = named(plan_of(settings), f"AWAY{protocol.upper()}")
    async with Api(settings.api, settings.access) as api:
        ids = await provision(api, plan, settings.seed, Silent(), speech(protocol).station_protocol)
    address = delivery_of(settings, plan.stations[0], Silent()).address
    assert not await await_cards(partial(speech(protocol).ask_for_cards, address), plan.users.values())
    with stack.without("postgres"):
        told = await deliver(settings, plan, Silent())
        assert all(telling.is_told for delivery in told for telling in delivery.tellings)
    comparison = await compared(settings, plan, told, list(ids.values()))
    assert comparison.differences == []
    assert comparison.found == len(plan.sessions) > 0


async def test_what_came_after_the_backup_of_an_older_version_is_applied_again(stack: Stack, tmp_path: Path) -> None:
    settings = settings_of(stack, ProtocolName.ocpp16)
    plan = named(plan_of(settings), "BACKUP")
    half = len(plan.stations) // 2
    earlier, later = replace(plan, stations=plan.stations[:half]), replace(plan, stations=plan.stations[half:])
    async with Api(settings.api, settings.access) as api:
        ids = await provision(api, plan, settings.seed, Silent())
    told = await deliver(settings, earlier, Silent())
    assert (await compared(settings, earlier, told, list(ids.values()))).differences == []
    async with an_older_version(stack):
        launched(stack, "backup", str(tmp_path / "kept"))
    told += await deliver(settings, later, Silent())
    before = await compared(settings, plan, told, list(ids.values()))
    charged = await payments_of(settings, list(ids.values()))
    launched(stack, "restore", str(tmp_path / "kept"))
    after = await compared(settings, plan, told, list(ids.values()))
    assert await revision_of(stack, OLDER) == migrations.head_of(service_dir(OLDER)), "restored and migrated"
    assert before.differences == after.differences == []
    assert (after.found, after.payments_completed) == (before.found, before.payments_completed)
    assert after.found == len(plan.sessions)
    assert await payments_of(settings, list(ids.values())) == charged, "told again is not paid again"


@asynccontextmanager
async def an_older_version(stack: Stack) -> AsyncIterator[None]:
    """As long as the block lasts, the tables of one service are as the version before has made them."""
    url = role_url(OLDER, stack.settings, commands.vault_of(stack.settings))
    config = Config(service_dir(OLDER) / "alembic.ini", cmd_opts=Namespace(x=[f"url={url}"]))
    with stack.without(f"{OLDER}-api"):
        await asyncio.to_thread(command.downgrade, config, "-1")  # alembic's environment runs a loop of its own
        assert await revision_of(stack, OLDER) != migrations.head_of(service_dir(OLDER))
        try:
            yield
        finally:
            await asyncio.to_thread(command.upgrade, config, "head")


def service_dir(noun: str) -> Path:
    return ROOT / "services" / f"{noun}-api"


async def revision_of(stack: Stack, schema: str) -> str:
    connection = await asyncpg.connect(admin_url(stack.settings, commands.vault_of(stack.settings)))
    try:
        return (await migrations.current_revisions(connection, [schema]))[schema]
    finally:
        await connection.close()


async def payments_of(settings: ReplaySettings, station_ids: list[str]) -> dict[str, str]:
    """Amount by session, of everything that was ever to be paid at these stations."""
    async with Api(settings.api, settings.access) as api:
        answers = [await api.get("payments", station_id=station_id, limit=100) for station_id in station_ids]
    found = [payment for answer in answers for payment in answer["items"]]
    amounts = {payment["session_id"]: payment["amount"] for payment in found}
    assert len(amounts) == len(found) > 0, "a session has one payment"
    return amounts


def launched(stack: Stack, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "launcher", *words],
        env={**stack.settings.clean_environment(), **stack.settings.values},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
