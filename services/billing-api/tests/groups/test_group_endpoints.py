"""User groups and station groups: made, renamed, filled, kept while a tariff needs them."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import pytest
from billing_api.directory.consumers import DirectoryUnit
from billing_factories import audited, charge_of, make_tariff, session_data, tell
from common.events import Envelope, encode
from common.ids import uuid7
from common.service import Runtime
from common.testing.helpers import bearer

WRITER = bearer("tariffs:read", "tariffs:write")
ACME, OTHER = uuid7(), uuid7()
STRANGER = bearer("tariffs:read", "tariffs:write", organizations=[OTHER], organization_id=OTHER)
OWNER = bearer("tariffs:read", "tariffs:write", organizations=[ACME], organization_id=ACME)
NOUNS = ["user-groups", "station-groups"]
Known = Callable[..., Awaitable[UUID]]


@pytest.fixture
def known(fresh: Runtime) -> Known:
    """`await known("user-groups", "ivanov", organization)`: a user or a station that billing has heard of."""

    async def hear(noun: str, label: str, organization: UUID = ACME) -> UUID:
        one = uuid7()
        if noun == "user-groups":
            kind, data = "user.snapshot.v1", {"user_id": one, "login": label, "label": label}
        else:
            kind, data = "station.snapshot.v1", {"station_id": one, "number": label, "name": label}
        raw = encode(
            kind, {**data, "organization_id": organization}, source="t", subject=str(one), time=fresh.clock.now()
        )
        async with fresh.sessions.begin() as session:
            unit = DirectoryUnit(session)
            await unit.handlers[kind](Envelope.decode(raw, str(one)))
        return one

    return hear


async def make(client: httpx.AsyncClient, noun: str, name: str, *members: UUID, **more: Any) -> dict[str, Any]:
    body = {"name": name, "member_ids": [str(one) for one in members], "organization_id": str(ACME), **more}
    answer = await client.post(f"/{noun}", json=body, headers=WRITER)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


@pytest.mark.parametrize("noun", NOUNS)
class TestBoth:
    @pytest.mark.req("TAR-054", "TAR-058", "TAR-059", "TAR-060", "TAR-064", "TAR-067", "TAR-070", "TAR-071", "TAR-075")
    async def test_the_list_names_groups_members_and_the_last_change(
        self, client: httpx.AsyncClient, known: Known, noun: str, fresh: Runtime
    ) -> None:
        one, two = await known(noun, "b-1"), await known(noun, "a-2")
        await make(client, noun, "Такси", one, two)
        await make(client, noun, "Доставка", one)
        items = (await client.get(f"/{noun}", headers=WRITER)).json()["items"]
        assert [item["name"] for item in items] == ["Доставка", "Такси"]
        assert [member["label"] for member in items[1]["members"]] == ["a-2", "b-1"]
        assert items[0]["modified_at"] == fresh.clock.now().isoformat().replace("+00:00", "Z")

    @pytest.mark.req("TAR-055", "TAR-068")
    async def test_it_is_found_by_a_part_of_its_name(self, client: httpx.AsyncClient, known: Known, noun: str) -> None:
        await make(client, noun, "Станции по 11р")
        await make(client, noun, "Станции по 19р")
        found = (await client.get(f"/{noun}", params={"q": "19Р"}, headers=WRITER)).json()["items"]
        assert [item["name"] for item in found] == ["Станции по 19р"]

    @pytest.mark.req("TAR-061", "TAR-062", "TAR-073")
    async def test_a_name_is_required_unique_and_not_too_long(
        self, client: httpx.AsyncClient, known: Known, noun: str
    ) -> None:
        await make(client, noun, "Такси")
        for name, status, code in [
            ("Такси", 409, "group_name_taken"),
            (" ", 422, "validation_failed"),
            ("Т" * 251, 422, "validation_failed"),
        ]:
            answer = await client.post(f"/{noun}", json={"name": name, "organization_id": str(ACME)}, headers=WRITER)
            assert (answer.status_code, answer.json()["code"]) == (status, code)
        other = await make(client, noun, "Доставка")
        renamed = await client.patch(f"/{noun}/{other['id']}", json={"name": "Такси"}, headers=WRITER)
        assert renamed.json()["code"] == "group_name_taken"

    async def test_members_are_replaced_and_unknown_ones_refused(
        self, client: httpx.AsyncClient, known: Known, noun: str
    ) -> None:
        one, two = await known(noun, "one"), await known(noun, "two")
        group = await make(client, noun, "Такси", one)
        path = f"/{noun}/{group['id']}"
        changed = await client.patch(path, json={"member_ids": [str(two)]}, headers=WRITER)
        assert [member["id"] for member in changed.json()["members"]] == [str(two)]
        assert changed.json()["revision"] == 2
        refused = await client.patch(path, json={"member_ids": [str(uuid7())]}, headers=WRITER)
        assert (refused.status_code, refused.json()["code"]) == (422, "group_members_unknown")

    @pytest.mark.req("TAR-066")
    async def test_a_group_that_a_tariff_needs_is_not_deleted(
        self, client: httpx.AsyncClient, known: Known, noun: str, fresh: Runtime
    ) -> None:
        group = await make(client, noun, "Такси")
        limited: dict[str, Any] = {noun.replace("-groups", "_group_id"): UUID(group["id"])}
        tariff_id = await make_tariff(fresh, organization_id=ACME, name="Ночной", **limited)
        refused = await client.delete(f"/{noun}/{group['id']}", headers=WRITER)
        assert (refused.status_code, refused.json()["code"]) == (409, "group_in_use")
        assert refused.json()["params"]["tariffs"] == "Ночной"
        assert (await client.delete(f"/tariffs/{tariff_id}", headers=WRITER)).status_code == 204
        assert (await client.delete(f"/{noun}/{group['id']}", headers=WRITER)).status_code == 204
        assert (await client.get(f"/{noun}/{group['id']}", headers=WRITER)).status_code == 404

    async def test_another_organisation_sees_and_changes_nothing(
        self, client: httpx.AsyncClient, known: Known, noun: str
    ) -> None:
        member = await known(noun, "one")
        group = await make(client, noun, "Такси", member)
        assert (await client.get(f"/{noun}", headers=STRANGER)).json()["items"] == []
        for method in ("GET", "PATCH", "DELETE"):
            body = {"name": "X"} if method == "PATCH" else None
            answer = await client.request(method, f"/{noun}/{group['id']}", json=body, headers=STRANGER)
            assert answer.status_code == 404, method
        foreign = await client.post(f"/{noun}", json={"name": "Y", "member_ids": [str(member)]}, headers=STRANGER)
        assert foreign.json()["code"] == "group_members_unknown"
        elsewhere = await client.post(f"/{noun}", json={"name": "Y", "organization_id": str(ACME)}, headers=STRANGER)
        assert elsewhere.json()["code"] == "group_of_another_organization"
        assert (await client.get(f"/{noun}", headers=OWNER)).json()["total"] == 1

    async def test_two_people_editing_get_a_conflict_and_deeds_are_recorded(
        self, client: httpx.AsyncClient, known: Known, noun: str, fresh: Runtime
    ) -> None:
        group = await make(client, noun, "Такси")
        path = f"/{noun}/{group['id']}"
        await client.patch(path, json={"name": "А"}, headers={**WRITER, "If-Match": 'W/"1"'})
        late = await client.patch(path, json={"name": "Б"}, headers={**WRITER, "If-Match": 'W/"1"'})
        assert (late.status_code, late.json()["code"]) == (412, "edited_meanwhile")
        await client.delete(path, headers=WRITER)
        kind = noun.replace("-groups", "_group")
        told = await audited(fresh)
        assert [one["operation"] for one in told] == [f"{kind}_created", f"{kind}_changed", f"{kind}_deleted"]
        assert (told[1]["before"], told[1]["after"]) == ({"name": "Такси"}, {"name": "А"})


@pytest.mark.req("TAR-002", "TAR-065")
async def test_a_user_may_be_in_several_groups(client: httpx.AsyncClient, known: Known, fresh: Runtime) -> None:
    user = await known("user-groups", "ivanov")
    groups = [await make(client, "user-groups", name, user) for name in ("Такси", "Свои")]
    await make_tariff(fresh, organization_id=ACME, name="Свои", price_kwh="5.00", user_group_id=UUID(groups[1]["id"]))
    payer = {"kind": "user", "id": str(user), "label": "ivanov"}
    data = {**session_data(energy_wh=1_000), "organization_id": str(ACME), "payer": payer}
    await tell(fresh, data)
    assert str((await charge_of(fresh, data)).amount) == "5.00"


async def test_a_station_that_is_gone_leaves_the_group(client: httpx.AsyncClient, known: Known, fresh: Runtime) -> None:
    station = await known("station-groups", "CP-1")
    group = await make(client, "station-groups", "Все", station)
    async with fresh.sessions.begin() as session:
        unit = DirectoryUnit(session)
        await unit.handlers["tombstone"](Envelope.tombstone(fresh.clock.now(), str(station)))
    assert (await client.get(f"/station-groups/{group['id']}", headers=WRITER)).json()["members"] == []
