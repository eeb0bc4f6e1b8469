"""Roles and rights as data, and the editor of roles."""

import asyncio
from typing import Any

import httpx
import pytest
from identity_api.seed.catalogue import read_catalogue
from identity_people import code_of, new_user, unique

KNOWN_TO_STATIONS = {
    "AllowUpdateConfigurationRemoteCommand", "AuthAPI", "Cashier", "Collector", "Consultant", "Courier", "Customer",
    "EditAllAdvertisements", "EditOrgInvoices", "EditOrgTerminals", "ExtendedCourier", "ExtendedTechnik",
    "GetAllGoods", "GetAllRoles", "GetAllRemoteCommands", "Technik",
}  # fmt: skip


async def _roles(admin: httpx.AsyncClient, q: str | None = None) -> dict[str, dict[str, Any]]:
    items = (await admin.get("/roles", params={"limit": 100} | ({"q": q} if q else {}))).json()["items"]
    return {role["name"]: role for role in items}


class TestRoles:
    @pytest.mark.req("ROL-008", "ENU-660", "ENU-661", "ENU-662", "ENU-663", "ENU-664")
    async def test_the_roles_of_a_fresh_installation(self, admin: httpx.AsyncClient) -> None:
        standard = {"administrator", "apimoniview", "courier", "customer", "technik"}
        assert set(await _roles(admin)) >= standard | {"dispatcher", "finance", "viewer"}

    @pytest.mark.req("ROL-009", "ROL-010", "ROL-011", "ROL-012", "ROL-013")
    async def test_their_rights(self, admin: httpx.AsyncClient) -> None:
        roles = await _roles(admin)
        catalogue = read_catalogue()
        every = {right.code for right in catalogue.rights} | catalogue.named
        assert set(roles["administrator"]["rights"]) >= every
        assert set(roles["apimoniview"]["rights"]) >= {
            "AllowUpdateConfigurationRemoteCommand", "AuthAPI", "EditOrgInvoices", "EditOrgTerminals", "GetAllGoods",
        }  # fmt: skip
        assert any(code.startswith("GetAllRe") for code in roles["apimoniview"]["rights"])
        assert roles["courier"]["rights"] == ["Courier", "ExtendedCourier"]
        assert roles["customer"]["rights"] == ["Customer"]
        assert roles["technik"]["rights"] == ["ExtendedTechnik", "Technik"]

    @pytest.mark.req("ROL-005", "ROL-007")
    async def test_blocked_users_are_not_counted(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        before = (await _roles(admin))["courier"]["users_count"]
        await make_user("courier")
        blocked = await make_user("courier")
        await admin.post(f"/users/{blocked['id']}/block")
        assert (await _roles(admin))["courier"]["users_count"] == before + 1
        names = [role["name"] for role in (await admin.get("/roles")).json()["items"]]
        assert names == sorted(names)

    async def test_the_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user("viewer"))["login"])
        for path in ("/roles", "/rights"):
            assert code_of(await browser.get(path)) == (403, "right_missing")


class TestRights:
    @pytest.mark.req("ROL-015", "ENU-665..680")
    async def test_the_catalogue_describes_each(self, admin: httpx.AsyncClient) -> None:
        items = (await admin.get("/rights", params={"limit": 100})).json()["items"]
        by_code = {right["code"]: right for right in items}
        assert {code for code in by_code if ":" not in code} == KNOWN_TO_STATIONS
        assert {"users:write", "organizations:all"} < set(by_code)
        shown = {name: by_code["credentials:write"][name] for name in ("noun", "verb", "page")}
        assert shown == {"noun": "credentials", "verb": "change", "page": "users"}
        assert (by_code["Technik"]["verb"], by_code["Technik"]["page"]) == ("device", None)
        assert all(right["title_ru"] and right["title_en"] for right in items)
        assert by_code["AuthAPI"]["title_ru"] == "Право - AuthAPI"
        assert by_code["AuthAPI"]["title_en"] == "Right - AuthAPI"
        found = (await admin.get("/rights", params={"q": "клиентов"})).json()
        assert [right["code"] for right in found["items"]] == ["api-clients:read", "api-clients:write"]


class TestEditor:
    @pytest.mark.req("ROL-001", "ROL-002", "ROL-006", "ROL-014", "ROL-016")
    async def test_a_role_is_made_found_changed_and_deleted(self, admin: httpx.AsyncClient) -> None:
        name = unique("Смена")
        made = (await admin.post("/roles", json={"name": f" {name} ", "rights": ["stations:read", "Technik"]})).json()
        assert (made["name"], made["rights"], made["users_count"]) == (name, ["Technik", "stations:read"], 0)
        assert (made["is_standard"], made["requires_totp"]) == (False, False)
        found = (await admin.get("/roles", params={"q": name})).json()
        assert found["items"] == [made]
        change = {"name": f"{name} 2", "rights": ["sessions:read"], "requires_totp": True}
        answer = await admin.patch(f"/roles/{made['id']}", json=change)
        assert answer.json() == made | change | {"revision": 2}
        assert (await admin.get(f"/roles/{made['id']}")).headers["ETag"] == answer.headers["ETag"] == 'W/"2"'
        assert (await admin.delete(f"/roles/{made['id']}")).status_code == 204
        assert code_of(await admin.get(f"/roles/{made['id']}")) == (404, "role_not_found")

    @pytest.mark.req("ROL-014", "ROL-017")
    async def test_a_name_is_required_short_and_unique(self, admin: httpx.AsyncClient) -> None:
        name = unique("Имя")
        assert (await admin.post("/roles", json={"name": name, "rights": []})).status_code == 201
        other = (await admin.post("/roles", json={"name": unique("Имя"), "rights": []})).json()
        for wrong in ("", " ", "я" * 151):
            assert code_of(await admin.post("/roles", json={"name": wrong, "rights": []}))[0] == 422
        again = await admin.post("/roles", json={"name": name.upper(), "rights": []})
        assert (code_of(again), again.json()["params"]) == ((409, "role_name_taken"), {"name": name.upper()})
        assert code_of(await admin.patch(f"/roles/{other['id']}", json={"name": name})) == (409, "role_name_taken")
        assert (await admin.patch(f"/roles/{other['id']}", json={"name": other["name"]})).status_code == 200

    @pytest.mark.req("ROL-019")
    async def test_a_role_with_users_stays(self, admin: httpx.AsyncClient, make_role: Any, make_user: Any) -> None:
        name = await make_role("stations:read")
        [role], user = (await _roles(admin, name)).values(), await make_user(name)
        await admin.post(f"/users/{user['id']}/block")
        refused = await admin.delete(f"/roles/{role['id']}")
        assert (code_of(refused), refused.json()["params"]) == ((409, "role_in_use"), {"count": 1})
        assert (await admin.delete(f"/users/{user['id']}")).status_code == 204
        assert (await admin.delete(f"/roles/{role['id']}")).status_code == 204

    async def test_the_administrator_keeps_everything(self, admin: httpx.AsyncClient) -> None:
        role = (await _roles(admin, "administrator"))["administrator"]
        refused = [
            await admin.patch(f"/roles/{role['id']}", json={"name": "root"}),
            await admin.patch(f"/roles/{role['id']}", json={"rights": []}),
            await admin.delete(f"/roles/{role['id']}"),
        ]
        assert [code_of(answer) for answer in refused] == [(409, "administrator_role_fixed")] * 3

    async def test_two_editors_meet_a_conflict(self, admin: httpx.AsyncClient, make_role: Any) -> None:
        [role] = (await _roles(admin, await make_role("stations:read"))).values()
        first, second = [
            await admin.patch(f"/roles/{role['id']}", json={"rights": []}, headers={"If-Match": 'W/"1"'})
            for _ in range(2)
        ]
        assert (first.status_code, code_of(second)) == (200, (412, "edited_meanwhile"))

    async def test_nobody_makes_a_role_stronger_than_himself(
        self, admin: httpx.AsyncClient, make_role: Any, make_user: Any, signed_in: Any
    ) -> None:
        clerk = await make_role("roles:read", "roles:write", "stations:read")
        browser = await signed_in((await make_user(clerk))["login"])
        strong = (await _roles(admin, "dispatcher"))["dispatcher"]
        own = {"name": unique("role"), "rights": ["stations:read", "Customer"]}
        beyond = own | {"rights": ["stations:write"]}
        assert code_of(await browser.post("/roles", json=beyond)) == (403, "rights_exceed_own")
        assert code_of(await browser.patch(f"/roles/{strong['id']}", json={"rights": []})) == (403, "rights_exceed_own")
        assert code_of(await browser.delete(f"/roles/{strong['id']}")) == (403, "rights_exceed_own")
        unknown = await browser.post("/roles", json=own | {"rights": ["stations:explode"]})
        assert (code_of(unknown), unknown.json()["params"]) == (
            (422, "rights_unknown"),
            {"rights": ["stations:explode"]},
        )
        assert (await browser.post("/roles", json=own)).status_code == 201

    async def test_nobody_takes_a_right_from_people_whom_he_does_not_see(
        self, admin: httpx.AsyncClient, make_role: Any, make_user: Any, make_organization: Any, signed_in: Any
    ) -> None:
        home, other = await make_organization(), await make_organization()
        clerk = await make_role("roles:read", "roles:write", "stations:read")
        browser = await signed_in((await make_user(clerk, organization_id=home["id"]))["login"])
        [shared] = (await _roles(admin, await make_role("stations:read"))).values()
        await make_user(shared["name"], organization_id=home["id"])
        url, nothing = f"/roles/{shared['id']}", dict[str, Any](rights=[])
        assert (await browser.patch(url, json={"rights": ["stations:read"]})).status_code == 200
        stranger = await make_user(shared["name"], organization_id=other["id"])
        refused = [await browser.patch(url, json=nothing), await browser.delete(url)]
        await admin.patch(f"/users/{stranger['id']}", json={"organization_id": None})
        refused.append(await browser.patch(url, json=nothing))
        assert [code_of(answer) for answer in refused] == [(403, "role_of_others")] * 3
        assert (await admin.patch(url, json=nothing)).status_code == 200

    async def test_a_role_that_is_given_and_deleted_at_once_does_one_of_both(
        self, admin: httpx.AsyncClient, make_role: Any
    ) -> None:
        for _ in range(5):
            [role] = (await _roles(admin, await make_role("stations:read"))).values()
            gone, given = await asyncio.gather(
                admin.delete(f"/roles/{role['id']}"), admin.post("/users", json=new_user(role["name"]))
            )
            assert (gone.status_code, given.status_code) in {(204, 422), (409, 201)}

    @pytest.mark.req("ROL-023")
    async def test_the_right_to_change_is_another_one(self, make_role: Any, make_user: Any, signed_in: Any) -> None:
        browser = await signed_in((await make_user(await make_role("roles:read")))["login"])
        nobody = "/roles/01980000-0000-7000-8000-000000000000"
        refused = [
            await browser.post("/roles", json={"name": "x", "rights": []}),
            await browser.patch(nobody, json={}),
            await browser.delete(nobody),
        ]
        assert [code_of(answer) for answer in refused] == [(403, "right_missing")] * 3
