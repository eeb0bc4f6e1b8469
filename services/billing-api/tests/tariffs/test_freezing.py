"""A change of a tariff never reaches a session that began before it."""

from collections.abc import Mapping
from datetime import timedelta

import httpx
from billing_api.organizations.consumers import OrganizationUnit
from billing_api.organizations.models import ROOT_ORGANIZATION_ID as ROOT
from billing_api.tariffs.models import StationGroup, StationGroupMember, UserGroup, UserGroupMember
from billing_api.tariffs.seed import DEFAULT_TARIFF_ID, seed_default_tariff
from billing_factories import STARTED_AT, USER_ID, charge_of, make_tariff, session_data, tell
from common.events import TOMBSTONE, Envelope
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import FakeClock, bearer


async def test_the_price_at_the_start_holds_to_the_end(fresh: Runtime, client: httpx.AsyncClient) -> None:
    assert isinstance(fresh.clock, FakeClock)
    running = session_data(is_open=True, energy_wh=1_000, started_at=fresh.clock.now())
    await tell(fresh, running)
    fresh.clock.advance(minutes=5)
    answer = await client.patch(
        f"/tariffs/{DEFAULT_TARIFF_ID}", json={"price_kwh": "30.00"}, headers=bearer("tariffs:write")
    )
    assert answer.status_code == 200
    await tell(
        fresh, session_data(running["session_id"], revision=2, started_at=fresh.clock.now() - timedelta(minutes=5))
    )
    assert str((await charge_of(fresh, running)).amount) == "786.28"
    late = session_data(started_at=fresh.clock.now() - timedelta(minutes=4), is_late=True, energy_wh=1_000)
    new = session_data(started_at=fresh.clock.now(), energy_wh=1_000)
    await tell(fresh, late, new)
    assert str((await charge_of(fresh, late)).amount) == "22.00"
    assert str((await charge_of(fresh, new)).amount) == "30.00"


async def test_a_correction_of_the_start_chooses_anew(fresh: Runtime) -> None:
    await make_tariff(fresh, name="Потом", priority=1, price_kwh="30.00", valid_from=STARTED_AT + timedelta(hours=2))
    data = session_data(energy_wh=1_000)
    await tell(fresh, data)
    moved = session_data(data["session_id"], revision=2, energy_wh=1_000, started_at=STARTED_AT + timedelta(hours=3))
    await tell(fresh, moved)
    assert str((await charge_of(fresh, data)).amount) == "30.00"


async def test_groups_are_read_from_their_tables(fresh: Runtime) -> None:
    data = session_data(energy_wh=1_000)
    async with fresh.sessions.begin() as session:
        users = UserGroup(id=uuid7(), organization_id=ROOT, name="Свои")
        stations = StationGroup(id=uuid7(), organization_id=ROOT, name="Станции по 11р")
        session.add_all([users, stations])
        await session.flush()
        session.add(UserGroupMember(group_id=users.id, user_id=USER_ID))
        session.add(StationGroupMember(group_id=stations.id, station_id=data["station_id"]))
    await make_tariff(fresh, user_group_id=users.id, station_group_id=stations.id, price_kwh="11.00")
    stranger = session_data(energy_wh=1_000, payer="organization")
    await tell(fresh, data, stranger)
    assert str((await charge_of(fresh, data)).amount) == "11.00"
    assert str((await charge_of(fresh, stranger)).amount) == "22.00"


async def test_an_organization_has_its_own_tariffs_before_those_above(fresh: Runtime) -> None:
    parent, child, loner = uuid7(), uuid7(), uuid7()
    async with fresh.sessions.begin() as session:
        unit = OrganizationUnit(session)
        for organization_id, parent_id in ((child, parent), (parent, ROOT), (ROOT, None)):
            data = {"organization_id": str(organization_id), "number": "1", "name": "", "parent_id": parent_id}
            await unit.handlers["organization.snapshot.v1"](_envelope("organization.snapshot.v1", data))
    await make_tariff(fresh, organization_id=parent, price_kwh="33.00")
    sessions = [session_data(organization_id=str(one), energy_wh=1_000) for one in (child, parent, ROOT, loner)]
    await tell(fresh, *sessions)
    assert [str((await charge_of(fresh, one)).amount) for one in sessions] == ["33.00", "33.00", "22.00", "22.00"]
    async with fresh.sessions.begin() as session:
        await OrganizationUnit(session).handlers[TOMBSTONE](_envelope(TOMBSTONE, {}, str(child)))
    orphan = session_data(organization_id=str(child), energy_wh=1_000)
    await tell(fresh, orphan)
    assert str((await charge_of(fresh, orphan)).amount) == "22.00"


def _envelope(kind: str, data: Mapping[str, object], key: str = "") -> Envelope:
    return Envelope("", "/identity-api", kind, key, STARTED_AT, data, key)


async def test_the_default_tariff_is_seeded_once_and_never_over_an_edit(
    fresh: Runtime, client: httpx.AsyncClient
) -> None:
    path, headers = f"/tariffs/{DEFAULT_TARIFF_ID}", bearer("tariffs:read", "tariffs:write")
    await client.patch(path, json={"price_kwh": "25.00"}, headers=headers)
    await seed_default_tariff(fresh)
    tariff = (await client.get(path, headers=headers)).json()
    assert (tariff["name"], tariff["price_kwh"], tariff["revision"]) == ("Круглосуточно", "25.00", 2)
    assert (await client.get("/tariffs", headers=headers)).json()["total"] == 1
