"""Growth law: each declared sort is read from an index, and a page costs the same however many rows there are."""

from typing import Any

import pytest
import pytest_asyncio
from common.db import Sessions
from sqlalchemy import Select, select, text
from stations_api.commands.listing import COMMAND_LIST
from stations_api.commands.models import Command
from stations_api.incidents.listing import INCIDENT_LIST
from stations_api.incidents.models import Incident
from stations_api.regions.listing import REGION_LIST
from stations_api.stations.listing import STATION_LIST
from stations_api.stations.models import Station
from stations_support import Operator

ROWS = 4000
FILL = (
    """
    insert into stations (id, number, key, name, organization_id, region_id, address, protocol, kind, operating_mode,
        maker, model, serial_number, factory_number, is_activated, technical_status, logical_status, epoch,
        closed_epoch, is_connected, last_seen_at)
    select gen_random_uuid(), 'N' || n, 'K' || n, 'Name ' || n % 97, gen_random_uuid(),
        '00000000-0000-7000-8000-000000000101', 'Street ' || n % 89, '1.6', 'external', 'normal', '', '', 'S' || n,
        'F' || n, true, 'ok', 'working', 0, 0, false, now() - n * interval '1 minute'
    from generate_series(1, :rows) as n
    """,
    """
    insert into commands (id, number, station_id, station_number, organization_id, kind, parameters, status,
        created_by, created_by_id, created_at, expires_at, due_at)
    select gen_random_uuid(), 1000000 + row_number() over (), id, number, organization_id, 'soft_reset', '{}',
        'succeeded', 'x', id, last_seen_at, last_seen_at, last_seen_at
    from stations where number like 'N%'
    """,
    """
    insert into incidents (id, revision, station_id, station_number, organization_id, connector_number, kind, code,
        severity, params, opened_at, resolved_at)
    select gen_random_uuid(), 1, id, number, organization_id, 1, 'faulted_connector', '', 'critical', '{}',
        last_seen_at, last_seen_at + interval '5 minutes'
    from stations where number like 'N%'
    """,
    """
    insert into regions (id, name, time_zone)
    select gen_random_uuid(), 'Region ' || n, 'UTC' from generate_series(1, :rows) as n
    """,
)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def filled(sessions: Sessions) -> Sessions:
    async with sessions.begin() as session:
        for statement in FILL:
            await session.execute(text(statement), {"rows": ROWS} if ":rows" in statement else {})
        await session.execute(text("analyze"))
    return sessions


async def plan_of(sessions: Sessions, statement: Select[Any], *settings: str) -> dict[str, Any]:
    async with sessions() as session:
        dialect = session.get_bind().dialect
        compiled = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
        explain = "explain (analyze, buffers, format json) " + str(compiled).replace(":", "\\:")
        for setting in settings:
            await session.execute(text(f"set local {setting}"))
        [plan] = (await session.scalars(text(explain))).one()
        return dict(plan["Plan"])


def nodes(plan: dict[str, Any]) -> list[str]:
    return [plan["Node Type"], *(node for child in plan.get("Plans", ()) for node in nodes(child))]


SORTS = [
    *((STATION_LIST.table, Station, sort) for sort in STATION_LIST.table.sorts),
    *((COMMAND_LIST.table, Command, sort) for sort in COMMAND_LIST.table.sorts),
    *((INCIDENT_LIST.table, Incident, sort) for sort in INCIDENT_LIST.table.sorts),
    (REGION_LIST.table, REGION_LIST.entity, "name"),
]


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize(("table", "entity", "sort"), SORTS, ids=lambda value: value if isinstance(value, str) else "")
async def test_each_sort_is_read_from_its_index(
    filled: Sessions, table: Any, entity: Any, sort: Any, direction: Any
) -> None:
    plan = await plan_of(filled, table.ordered(select(entity), direction + sort).limit(15))
    assert nodes(plan) in (["Limit", "Index Scan"], ["Limit", "Index Only Scan"])
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 40


SCOPED = [(listing, sort) for listing in (STATION_LIST, COMMAND_LIST, INCIDENT_LIST) for sort in listing.table.sorts]


@pytest.mark.parametrize(("listing", "sort"), SCOPED, ids=lambda value: value if isinstance(value, str) else "")
async def test_each_sort_of_one_organisation_is_read_from_an_index(filled: Sessions, listing: Any, sort: str) -> None:
    """Few rows of many: without an index by organisation all would be read, or what is left be sorted."""
    async with filled() as session:
        owner = await session.scalar(select(Station.organization_id).limit(1))
    assert owner is not None
    wanted = select(listing.entity).where(listing.scope == owner)
    plan = await plan_of(filled, listing.table.ordered(wanted, "-" + sort).limit(15), "enable_sort = off")
    assert "Seq Scan" not in nodes(plan)
    assert plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] < 40


@pytest.mark.parametrize(
    "path",
    [
        *("/stations", "/commands", "/incidents", "/regions", "/unknown-stations", "/protocol-log", "/operation-log"),
        *("/stations/{id}/variables", "/connectors/{connector}/history"),
    ],
)
async def test_an_unknown_sort_and_an_unknown_filter_are_refused(operator: Operator, path: str) -> None:
    station = await operator.station()
    place = path.format(id=station["id"], connector=station["connectors"][0]["id"])
    extra = {"station_id": station["id"]} if path == "/protocol-log" else {}
    assert (await operator.get(place, **extra)).status_code == 200
    for query, code in (({"sort": "colour"}, "unknown_sort"), ({"colour": "red"}, "unknown_filter")):
        refused = await operator.get(place, **extra, **query)
        assert (refused.status_code, refused.json()["code"]) == (400, code)


async def test_the_commands_of_a_station_are_read_from_its_index(filled: Sessions) -> None:
    some = select(Station.id).limit(1).scalar_subquery()
    statement = COMMAND_LIST.table.ordered(select(Command).where(Command.station_id == some))
    assert "Sort" not in nodes(await plan_of(filled, statement.limit(15)))


async def test_a_text_is_found_by_its_trigrams(filled: Sessions) -> None:
    """A table of this size is read as quickly without: the index has to be usable, the planner decides by size."""
    wanted = select(Station).where(Station.search_text.contains("street 88"))
    assert "Bitmap Index Scan" in nodes(await plan_of(filled, wanted, "enable_seqscan = off"))
