"""Roles and rights as data, organisations, API clients."""

from typing import Any

import httpx
import pytest
from common.ids import uuid7
from identity_api.seed.catalogue import read_catalogue

PLANNED = {
    "stations:read", "stations:write", "stations:command", "commands:read", "regions:read", "regions:write",
    "sessions:read", "transactions:read", "charges:read", "payments:read", "payments:money", "tariffs:read",
    "tariffs:write", "users:read", "users:write", "credentials:read", "credentials:write", "roles:read",
    "organizations:read", "organizations:write", "organizations:all", "api-clients:read", "api-clients:write",
    "software:read", "stream:read", "operation-log:read", "protocol-log:read", "unknown-stations:read",
    "unknown-stations:write", "quarantine:read", "quarantine:write",
}  # fmt: skip


KNOWN_TO_STATIONS = {
    "AllowUpdateConfigurationRemoteCommand", "AuthAPI", "Cashier", "Collector", "Consultant", "Courier", "Customer",
    "EditAllAdvertisements", "EditOrgInvoices", "EditOrgTerminals", "ExtendedCourier", "ExtendedTechnik",
    "GetAllGoods", "GetAllRoles", "GetAllRemoteCommands", "Technik",
}  # fmt: skip


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def _roles(admin: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    items = (await admin.get("/roles", params={"limit": 100})).json()["items"]
    return {role["name"]: role for role in items}


class TestRoles:
    @pytest.mark.req("ROL-008", "ENU-660", "ENU-661", "ENU-662", "ENU-663", "ENU-664")
    async def test_the_roles_of_a_fresh_installation(self, admin: httpx.AsyncClient) -> None:
        standard = {"administrator", "apimoniview", "courier", "customer", "technik"}
        assert set(await _roles(admin)) >= standard | {"dispatcher", "finance", "viewer"}

    @pytest.mark.req("ROL-009", "ROL-010", "ROL-011", "ROL-012", "ROL-013")
    async def test_their_rights(self, admin: httpx.AsyncClient) -> None:
        roles = await _roles(admin)
        every = {right.code for right in read_catalogue().rights}
        assert set(roles["administrator"]["rights"]) == every
        assert set(roles["apimoniview"]["rights"]) >= {
            "AllowUpdateConfigurationRemoteCommand", "AuthAPI", "EditOrgInvoices", "EditOrgTerminals", "GetAllGoods",
        }  # fmt: skip
        assert roles["courier"]["rights"] == ["Courier", "ExtendedCourier"]
        assert roles["customer"]["rights"] == ["Customer"]
        assert roles["technik"]["rights"] == ["ExtendedTechnik", "Technik"]

    @pytest.mark.req("ROL-005", "ROL-007")
    async def test_blocked_users_are_not_counted(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        before = (await _roles(admin))["courier"]["active_users"]
        await make_user("courier")
        blocked = await make_user("courier")
        await admin.patch(f"/users/{blocked['id']}", json={"is_blocked": True})
        assert (await _roles(admin))["courier"]["active_users"] == before + 1
        names = [role["name"] for role in (await admin.get("/roles")).json()["items"]]
        assert names == sorted(names)

    async def test_the_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user("viewer"))["login"])
        for path in ("/roles", "/rights"):
            assert _code(await browser.get(path)) == (403, "right_missing")


class TestRights:
    @pytest.mark.req("ROL-015", *(f"ENU-{number}" for number in range(665, 681)))
    async def test_the_catalogue_describes_each(self, admin: httpx.AsyncClient) -> None:
        items = (await admin.get("/rights", params={"limit": 100})).json()["items"]
        by_code = {right["code"]: right for right in items}
        assert {code for code in by_code if ":" in code} == PLANNED
        assert {code for code in by_code if ":" not in code} == KNOWN_TO_STATIONS
        assert all(right["description_ru"] and right["description_en"] for right in items)
        assert by_code["AuthAPI"]["description_ru"] == "Право - AuthAPI"
        assert by_code["AuthAPI"]["description_en"] == "Right - AuthAPI"
        found = (await admin.get("/rights", params={"q": "тариф"})).json()
        assert [right["code"] for right in found["items"]] == ["tariffs:read", "tariffs:write"]


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
        child = await browser.post("/organizations", json={"name": "Филиал"})
        assert (child.status_code, child.json()["parent_id"]) == (201, home["id"])
        outside = await browser.post("/organizations", json={"name": "Чужой", "parent_id": stranger["id"]})
        assert _code(outside) == (422, "organization_not_found")

    async def test_who_belongs_nowhere_adds_nothing(self, make_user: Any, make_role: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user(await make_role("organizations:write")))["login"])
        assert _code(await browser.post("/organizations", json={"name": "X"})) == (403, "organization_required")

    async def test_each_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        viewer = await signed_in((await make_user("viewer"))["login"])
        technician = await signed_in((await make_user("technik"))["login"])
        assert _code(await technician.get("/organizations")) == (403, "right_missing")
        assert _code(await viewer.post("/organizations", json={"name": "X"})) == (403, "right_missing")


class TestApiClients:
    async def test_the_secret_is_shown_once_and_works(
        self, admin: httpx.AsyncClient, browser: httpx.AsyncClient
    ) -> None:
        body = {"name": f"Отчёты {uuid7().hex[-6:]}", "roles": ["viewer"]}
        client = (await admin.post("/api-clients", json=body)).json()
        listed = (await admin.get("/api-clients", params={"limit": 100})).json()["items"]
        [same] = [one for one in listed if one["id"] == client["id"]]
        assert same == {name: value for name, value in client.items() if name != "client_secret"}
        form = {
            "grant_type": "client_credentials",
            "client_id": client["client_id"],
            "client_secret": client["client_secret"],
        }
        token = (await browser.post("/auth/token", data=form)).json()["access_token"]
        answer = await browser.get("/api-clients", headers={"Authorization": f"Bearer {token}"})
        assert _code(answer) == (403, "right_missing")

    async def test_a_post_sent_twice_makes_one(self, admin: httpx.AsyncClient) -> None:
        body = {"name": f"Дважды {uuid7().hex[-6:]}", "roles": ["viewer"]}
        assert (await admin.post("/api-clients", json=body)).status_code == 201
        assert _code(await admin.post("/api-clients", json=body)) == (409, "api_client_name_taken")

    async def test_scope_and_rights(
        self, make_user: Any, make_organization: Any, make_role: Any, signed_in: Any
    ) -> None:
        role = await make_role("api-clients:read", "api-clients:write")
        home = await make_organization()
        browser = await signed_in((await make_user(role, organization_id=home["id"]))["login"])
        assert (await browser.get("/api-clients")).json()["total"] == 0
        body = {"name": f"Мой {uuid7().hex[-6:]}", "roles": ["administrator"]}
        assert _code(await browser.post("/api-clients", json=body)) == (403, "rights_exceed_own")
        mine = await browser.post("/api-clients", json=body | {"roles": ["customer"]})
        assert (mine.status_code, mine.json()["organization_id"]) == (201, home["id"])
        viewer = await signed_in((await make_user("viewer"))["login"])
        assert _code(await viewer.get("/api-clients")) == (403, "right_missing")
        assert _code(await viewer.post("/api-clients", json=body)) == (403, "right_missing")
