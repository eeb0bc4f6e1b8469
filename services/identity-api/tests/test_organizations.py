"""The directory of organisations: a tree of companies, each seen from above."""

from typing import Any, get_args

import httpx
import orjson
import pytest
from common.testing.helpers import FakeClock
from identity_api.db import OutboxMessage
from identity_api.organizations.models import OrganizationType, TaxSystem
from identity_people import code_of, fields_of, new_organization, new_user, unique

ROOT = "/organizations/00000000-0000-7000-8000-000000000001"


class TestOrganizations:
    @pytest.mark.req("DIR-081")
    async def test_a_new_one_gets_a_number_of_14_digits(self, make_organization: Any) -> None:
        first, second = await make_organization(), await make_organization()
        assert first["number"] != second["number"]
        assert all(len(one["number"]) == 14 and one["number"].isdigit() for one in (first, second))

    async def test_the_root_is_there_from_the_start(self, admin: httpx.AsyncClient) -> None:
        root = (await admin.get("/organizations", params={"q": "40000000000001"})).json()["items"]
        assert [one["id"] for one in root] == ["00000000-0000-7000-8000-000000000001"]

    async def test_scope(self, make_user: Any, make_organization: Any, make_role: Any, signed_in: Any) -> None:
        home, stranger = await make_organization(), await make_organization()
        role = await make_role("organizations:read", "organizations:write")
        browser = await signed_in((await make_user(role, organization_id=home["id"]))["login"])
        assert [one["id"] for one in (await browser.get("/organizations")).json()["items"]] == [home["id"]]
        child = await browser.post("/organizations", json=new_organization(name="Филиал"))
        assert (child.status_code, child.json()["parent_id"]) == (201, home["id"])
        outside = await browser.post("/organizations", json=new_organization(parent_id=stranger["id"]))
        assert code_of(outside) == (422, "organization_unknown")

    async def test_who_belongs_nowhere_adds_nothing(self, make_user: Any, make_role: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user(await make_role("organizations:write")))["login"])
        assert code_of(await browser.post("/organizations", json=new_organization())) == (403, "organization_required")

    async def test_each_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        viewer = await signed_in((await make_user("viewer"))["login"])
        technician = await signed_in((await make_user("technik"))["login"])
        assert code_of(await technician.get("/organizations")) == (403, "right_missing")
        assert code_of(await viewer.post("/organizations", json=new_organization())) == (403, "right_missing")


def _is_of(row: OutboxMessage, made: dict[str, Any]) -> bool:
    return (row.topic, row.key) == ("organizations", made["id"])


class TestForm:
    @pytest.mark.req("DIR-056", "DIR-071", "DIR-073", "DIR-074")
    async def test_what_is_required(self, admin: httpx.AsyncClient) -> None:
        refused = await admin.post("/organizations", json={})
        assert [field for field, _ in fields_of(refused)] == ["legal_name", "type", "tax_system"]

    @pytest.mark.req("DIR-072")
    async def test_the_trade_name_falls_back_on_the_legal_one(
        self, admin: httpx.AsyncClient, make_organization: Any
    ) -> None:
        made = await make_organization(legal_name="ИП Иванов")
        assert made["name"] == "ИП Иванов"
        url = f"/organizations/{made['id']}"
        assert (await admin.patch(url, json={"name": "Заряд"})).json()["name"] == "Заряд"
        assert (await admin.patch(url, json={"name": ""})).json()["name"] == "ИП Иванов"

    @pytest.mark.req("DIR-071", "DIR-072", "DIR-075", "DIR-076", "DIR-077", "DIR-078", "DIR-079", "DIR-080")
    @pytest.mark.parametrize(
        ("field", "longest"),
        [
            ("legal_name", 250),
            ("name", 250),
            ("inn", 20),
            ("kpp", 9),
            ("okpo", 10),
            ("legal_address", 250),
            ("actual_address", 250),
            ("contact_data", 500),
        ],
    )
    async def test_lengths(self, admin: httpx.AsyncClient, make_organization: Any, field: str, longest: int) -> None:
        assert (await make_organization(**{field: "я" * longest}))[field] == "я" * longest
        refused = await admin.post("/organizations", json=new_organization(**{field: "я" * (longest + 1)}))
        assert fields_of(refused) == [(field, "string_too_long")]

    @pytest.mark.req("DIR-061", "DIR-065", "ENU-606..613")
    async def test_types_and_tax_systems(self, admin: httpx.AsyncClient, make_organization: Any) -> None:
        assert get_args(OrganizationType) == ("network_owner", "transport_company")
        assert get_args(TaxSystem) == ("osn", "usn_income", "usn_income_expense", "esn", "patent", "npd")
        for kind in get_args(OrganizationType):
            assert (await make_organization(type=kind))["type"] == kind
        for system in get_args(TaxSystem):
            assert (await make_organization(tax_system=system))["tax_system"] == system
        assert (await admin.post("/organizations", json=new_organization(tax_system="none"))).status_code == 422


class TestList:
    @pytest.mark.req("DIR-059", "DIR-060", "DIR-062", "DIR-069")
    async def test_filters(self, admin: httpx.AsyncClient, make_organization: Any) -> None:
        mark = unique("Я")
        taxi = await make_organization(name=mark, type="transport_company", inn="7712345678")
        owner = await make_organization(legal_name=f"ООО {mark}", tax_system="npd")

        async def found(**filters: str) -> list[str]:
            items = (await admin.get("/organizations", params=filters)).json()["items"]
            return sorted(one["id"] for one in items)

        assert await found(q=mark.upper()) == sorted([taxi["id"], owner["id"]])
        assert await found(q=mark, type="transport_company") == [taxi["id"]]
        assert await found(q=mark, tax_system="npd") == [owner["id"]]
        assert await found(q=mark, inn="77123") == [taxi["id"]]

    async def test_every_sort_works_both_ways(self, admin: httpx.AsyncClient, make_organization: Any) -> None:
        await make_organization(), await make_organization()
        for name in ("name", "number", "legal_name", "type", "tax_system", "inn", "changed_at"):
            up = (await admin.get("/organizations", params={"sort": name, "limit": 100})).json()["items"]
            down = (await admin.get("/organizations", params={"sort": f"-{name}", "limit": 100})).json()["items"]
            assert [one["id"] for one in up] == [one["id"] for one in down][::-1]


class TestChange:
    @pytest.mark.req("DIR-063", "DIR-064", "DIR-066", "DIR-082", "DIR-083", "DIR-084")
    async def test_the_card_shows_the_change(
        self, admin: httpx.AsyncClient, make_organization: Any, clock: FakeClock, outbox: Any
    ) -> None:
        made = await make_organization()
        clock.advance(minutes=1)
        change = {
            "name": "Север",
            "kpp": "770101001",
            "okpo": "0123456789",
            "actual_address": "Москва",
            "contact_data": "+7 495",
        }
        changed = await admin.patch(f"/organizations/{made['id']}", json=change)
        card = await admin.get(f"/organizations/{made['id']}")
        assert card.json() == changed.json()
        assert card.headers["ETag"] == 'W/"2"'
        assert changed.json() == made | change | {"revision": 2, "changed_at": changed.json()["changed_at"]}
        assert changed.json()["changed_at"] > made["changed_at"]
        told = [orjson.loads(row.payload)["data"]["name"] for row in await outbox() if _is_of(row, made)]
        assert told == [made["name"], "Север"]
        stale = await admin.patch(f"/organizations/{made['id']}", json=change, headers={"If-Match": 'W/"1"'})
        assert code_of(stale) == (412, "edited_meanwhile")

    async def test_an_organisation_never_stands_below_itself(
        self, admin: httpx.AsyncClient, make_organization: Any
    ) -> None:
        top = await make_organization()
        below = await make_organization(parent_id=top["id"])
        for parent in (top["id"], below["id"]):
            moved = await admin.patch(f"/organizations/{top['id']}", json={"parent_id": parent})
            assert code_of(moved) == (409, "organization_below_itself")
        out = await admin.patch(f"/organizations/{below['id']}", json={"parent_id": None})
        assert out.json()["parent_id"] is None

    async def test_another_organisation_is_out_of_reach(
        self, make_user: Any, make_organization: Any, make_role: Any, signed_in: Any
    ) -> None:
        home, stranger = await make_organization(), await make_organization()
        role = await make_role("organizations:read", "organizations:write")
        browser = await signed_in((await make_user(role, organization_id=home["id"]))["login"])
        url = f"/organizations/{stranger['id']}"
        answers = [await browser.get(url), await browser.patch(url, json={}), await browser.delete(url)]
        assert [code_of(answer) for answer in answers] == [(404, "organization_not_found")] * 3
        own = f"/organizations/{home['id']}"
        assert code_of(await browser.patch(own, json={"parent_id": stranger["id"]})) == (409, "organization_stays")
        assert code_of(await browser.delete(own)) == (409, "organization_stays")


class TestDelete:
    @pytest.mark.req("DIR-067", "DIR-068")
    async def test_it_becomes_unknown_and_keeps_its_number(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any, outbox: Any
    ) -> None:
        made = await make_organization(inn="7700000000", contact_data="Пётр")
        user = await make_user(organization_id=made["id"])
        assert (await admin.delete(f"/organizations/{made['id']}")).status_code == 204
        left = (await admin.get(f"/organizations/{made['id']}")).json()
        assert (left["name"], left["number"], left["is_deleted"]) == ("Unknown", made["number"], True)
        assert (left["inn"], left["contact_data"]) == ("", "")
        bound = (await admin.get(f"/users/{user['id']}")).json()["organization"]
        assert bound == {"id": made["id"], "number": made["number"], "name": "Unknown"}
        listed = (await admin.get("/organizations", params={"q": made["number"]})).json()
        assert listed["total"] == 0
        told = [orjson.loads(row.payload)["data"] for row in await outbox() if _is_of(row, made)]
        assert (told[-1]["name"], told[-1]["is_deleted"]) == ("Unknown", True)
        assert code_of(await admin.delete(f"/organizations/{made['id']}")) == (404, "organization_not_found")

    async def test_nothing_new_is_bound_to_it_but_what_is_stays(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any
    ) -> None:
        made = await make_organization()
        user = await make_user(organization_id=made["id"])
        await admin.delete(f"/organizations/{made['id']}")
        again = await admin.post("/users", json=new_user(organization_id=made["id"]))
        assert code_of(again) == (422, "organization_unknown")
        same = await admin.patch(f"/users/{user['id']}", json={"organization_id": made["id"]})
        assert same.status_code == 200

    async def test_those_below_move_up_and_the_root_stays(
        self, admin: httpx.AsyncClient, make_organization: Any
    ) -> None:
        top = await make_organization()
        middle = await make_organization(parent_id=top["id"])
        leaf = await make_organization(parent_id=middle["id"])
        await admin.delete(f"/organizations/{middle['id']}")
        assert (await admin.get(f"/organizations/{leaf['id']}")).json()["parent_id"] == top["id"]
        assert code_of(await admin.delete(ROOT)) == (409, "organization_stays")

    @pytest.mark.req("DIR-086")
    async def test_the_users_of_an_organisation(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any
    ) -> None:
        home = await make_organization()
        user = await make_user(organization_id=home["id"])
        await make_user()
        found = (await admin.get("/users", params={"organization_id": home["id"]})).json()
        assert [one["id"] for one in found["items"]] == [user["id"]]


class TestExport:
    async def test_a_file_of_what_the_caller_sees(
        self, make_user: Any, make_organization: Any, make_role: Any, signed_in: Any
    ) -> None:
        home = await make_organization(name=unique("Свои"), tax_system="npd")
        other = await make_organization(name=unique("Чужие"))
        browser = await signed_in(
            (await make_user(await make_role("organizations:read"), organization_id=home["id"]))["login"]
        )
        answer = await browser.get("/organizations/export", params={"format": "csv", "columns": "name,tax_system"})
        assert answer.status_code == 200, answer.text
        assert home["name"] in answer.text
        assert "Налог на профессиональный доход" in answer.text
        assert other["name"] not in answer.text
