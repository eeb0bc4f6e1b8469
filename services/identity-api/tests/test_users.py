"""The users list and form: who sees whom, what is accepted, what is announced."""

import asyncio
from typing import Any

import httpx
import orjson
import pytest
from common.ids import uuid7
from common.testing.helpers import FakeClock
from identity_people import new_user


def _code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


class TestCreate:
    @pytest.mark.req("USR-033", "USR-043", "USR-079", "USR-083", "USR-084", "USR-086")
    async def test_the_login_is_kept_in_small_letters(self, make_user: Any, admin: httpx.AsyncClient) -> None:
        user = await make_user(login="  Ivan_P-2. x ", phone="+79998887766", email="ivan@mail.ru")
        assert (user["login"], user["phone"], user["email"]) == ("ivan_p-2. x", "+79998887766", "ivan@mail.ru")
        assert (await admin.get(f"/users/{user['id']}")).json() == user

    @pytest.mark.req("USR-045")
    async def test_a_login_exists_once_whatever_its_case(self, make_user: Any, admin: httpx.AsyncClient) -> None:
        login = (await make_user())["login"]
        again = await admin.post("/users", json=new_user(login=login.upper()))
        assert _code(again) == (409, "login_taken")

    @pytest.mark.req("USR-004", "USR-033", "USR-034", "USR-037", "USR-039", "USR-040", "USR-041", "USR-042")
    @pytest.mark.req("USR-044", "USR-046", "USR-048")
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("login", "ab"),
            ("login", "a" * 151),
            ("login", "иван"),
            ("login", "a@b.c"),
            ("phone", ""),
            ("role_ids", []),
            ("password", None),
            ("password", "Qwerty123"),
            ("password_confirmation", "Zaryad2027"),
            ("phone", "89998887766"),
            ("phone", "+4915112345678"),
            ("phone", "+7999888776655443322110"),
            ("password", "Short1A"),
            ("password", "alllower1"),
            ("password", "ALLUPPER1"),
            ("password", "NoDigitsHere"),
            ("password", "Aa1" + "x" * 126),
            ("last_name", "я" * 151),
            ("first_name", "я" * 151),
            ("patronymic", "я" * 151),
            ("email", "no-at-sign"),
            ("email", "a" * 45 + "@b.ru1"),
        ],
    )
    async def test_what_the_form_does_not_take(self, admin: httpx.AsyncClient, field: str, value: Any) -> None:
        body = new_user(login="some-login") | {field: value}
        if field == "role_ids":
            body.pop("roles")
        answer = await admin.post("/users", json=body)
        assert _code(answer) == (422, "validation_failed")
        assert [error["field"] for error in answer.json()["params"]["fields"]] == [field]

    @pytest.mark.req("USR-037")
    @pytest.mark.parametrize("password", ["Aa1 with spaces ", "Зарядка-2026 ⚡🔌", "Aa1\"'<>&\\;--%00"])
    async def test_any_character_may_stand_in_a_password(self, make_user: Any, signed_in: Any, password: str) -> None:
        await signed_in((await make_user(password=password))["login"], password)

    async def test_the_longest_values_are_taken(self, make_user: Any, signed_in: Any) -> None:
        password = "Aa1" + "x" * 125
        user = await make_user(login="l" * 140 + uuid7().hex[-10:], last_name="я" * 150, password=password)
        assert (await (await signed_in(user["login"], password)).get("/me")).json()["last_name"] == "я" * 150

    async def test_an_unknown_role_is_named(self, admin: httpx.AsyncClient) -> None:
        answer = await admin.post("/users", json=new_user("viewer", "emperor"))
        assert _code(answer) == (422, "roles_unknown")
        assert answer.json()["params"] == {"roles": ["emperor"]}

    async def test_the_same_request_twice_makes_one_user(self, admin: httpx.AsyncClient) -> None:
        body, key = new_user(), {"Idempotency-Key": uuid7().hex}
        first, second = [await admin.post("/users", json=body, headers=key) for _ in range(2)]
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json() == second.json()

    async def test_a_snapshot_is_announced(self, make_user: Any, outbox: Any) -> None:
        user = await make_user(last_name="Иванова", first_name="Марина")
        [message] = [row for row in await outbox() if row.key == user["id"]]
        assert (message.topic, message.type) == ("users", "user.snapshot.v1")
        data = orjson.loads(message.payload)["data"]
        assert (data["login"], data["label"], data["is_blocked"]) == (user["login"], "Иванова Марина", False)
        assert data["roles"] == [role["name"] for role in user["roles"]] != []


class TestList:
    @pytest.mark.req("USR-007", "USR-008")
    async def test_search_finds_a_part_in_any_of_five_fields(self, make_user: Any, admin: httpx.AsyncClient) -> None:
        mark = uuid7().hex[-6:]
        fields = ("login", "first_name", "last_name", "email")
        values = {"email": f"{mark}@mail.ru"}
        made = [await make_user(**{name: values.get(name, f"x{mark}x")}) for name in fields]
        made.append(await make_user(phone="+70001112299"))
        found = (await admin.get("/users", params={"q": mark.upper()})).json()
        assert {user["id"] for user in found["items"]} == {user["id"] for user in made[:4]}
        by_phone = (await admin.get("/users", params={"q": "1112299"})).json()
        assert [user["id"] for user in by_phone["items"]] == [made[4]["id"]]
        logins = [user["login"] for user in found["items"]]
        assert logins == sorted(logins)

    @pytest.mark.req("USR-021", "ENU-658", "ENU-659")
    async def test_filters_by_status_and_role(
        self, make_user: Any, admin: httpx.AsyncClient, role_id: Any, make_organization: Any
    ) -> None:
        home = (await make_organization())["id"]
        active = await make_user("courier", organization_id=home)
        blocked = await make_user("courier", "technik", organization_id=home)
        await admin.post(f"/users/{blocked['id']}/block")

        async def found(**filters: str) -> set[str]:
            items = (await admin.get("/users", params={"organization_id": home, **filters})).json()["items"]
            return {user["id"] for user in items}

        assert await found(status="active") == {active["id"]}
        assert await found(status="blocked") == {blocked["id"]}
        assert await found(role_id=await role_id("technik")) == {blocked["id"]}
        assert await found(role_id=await role_id("courier")) == {active["id"], blocked["id"]}

    async def test_every_sort_works_both_ways(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        await make_user(last_name="Бета"), await make_user(last_name="Альфа")
        for name in ("login", "last_name", "first_name", "patronymic", "phone", "email", "created_at"):
            up = (await admin.get("/users", params={"sort": name, "limit": 100})).json()["items"]
            down = (await admin.get("/users", params={"sort": f"-{name}", "limit": 100})).json()["items"]
            assert [user["id"] for user in up] == [user["id"] for user in down][::-1]
        assert _code(await admin.get("/users", params={"sort": "roles"})) == (400, "unknown_sort")
        assert _code(await admin.get("/users", params={"color": "red"})) == (400, "unknown_filter")

    async def test_like_wildcards_are_only_characters(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        await make_user()
        assert (await admin.get("/users", params={"q": "%%%"})).json()["total"] == 0


class TestChange:
    @pytest.mark.req("USR-068", "USR-072")
    async def test_everything_but_the_login_changes(
        self, admin: httpx.AsyncClient, make_user: Any, role_id: Any, clock: FakeClock
    ) -> None:
        user = await make_user()
        clock.advance(seconds=1)
        finance = await role_id("finance")
        changed = await admin.patch(f"/users/{user['id']}", json={"first_name": "Анна", "role_ids": [finance]})
        assert changed.json()["first_name"] == "Анна"
        assert changed.json()["roles"] == [{"id": finance, "name": "finance"}]
        assert changed.json()["changed_at"] > user["changed_at"]
        refused = await admin.patch(f"/users/{user['id']}", json={"login": "other"})
        assert _code(refused) == (422, "validation_failed")

    async def test_of_the_last_two_administrators_one_stays_when_both_are_blocked_at_once(
        self, admin: httpx.AsyncClient, make_user: Any, role_id: Any
    ) -> None:
        viewer, administrator = await role_id("viewer"), await role_id("administrator")
        await make_user("administrator")
        found = await admin.get("/users", params={"limit": 100, "role_id": administrator, "status": "active"})
        first, second, *others = [f"/users/{user['id']}" for user in found.json()["items"]]
        for other in others:
            assert (await admin.patch(other, json={"role_ids": [viewer]})).status_code == 200
        answers = await asyncio.gather(*(admin.post(f"{url}/block") for url in (first, second)))
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        for url in (first, second):
            assert (await admin.post(f"{url}/unblock")).status_code == 200

    async def test_two_editors_meet_a_conflict(self, admin: httpx.AsyncClient, make_user: Any) -> None:
        user = await make_user()
        etag = (await admin.get(f"/users/{user['id']}")).headers["ETag"]
        first = await admin.patch(f"/users/{user['id']}", json={"email": ""}, headers={"If-Match": etag})
        second = await admin.patch(f"/users/{user['id']}", json={"email": ""}, headers={"If-Match": etag})
        assert first.headers["ETag"] != etag
        assert _code(second) == (412, "edited_meanwhile")

    @pytest.mark.req("USR-069")
    async def test_a_new_password_replaces_the_old_one_and_ends_sign_ins(
        self, admin: httpx.AsyncClient, make_user: Any, signed_in: Any
    ) -> None:
        user = await make_user()
        browser = await signed_in(user["login"])
        await admin.patch(f"/users/{user['id']}", json={"password": "Another-Pass-2"})
        assert (await browser.post("/auth/refresh")).status_code == 401
        await signed_in(user["login"], "Another-Pass-2")

    @pytest.mark.req("USR-092")
    async def test_nobody_blocks_himself(self, make_user: Any, signed_in: Any) -> None:
        me = await make_user("administrator")
        browser = await signed_in(me["login"])
        refused = await browser.post(f"/users/{me['id']}/block")
        assert _code(refused) == (409, "cannot_block_oneself")
        assert (await browser.get(f"/users/{me['id']}")).json()["is_self"] is True

    async def test_the_last_administrator_stays(self, admin: httpx.AsyncClient, make_user: Any, role_id: Any) -> None:
        viewer, administrator = await role_id("viewer"), await role_id("administrator")
        found = await admin.get("/users", params={"limit": 100, "role_id": administrator, "status": "active"})
        last, *others = [f"/users/{user['id']}" for user in found.json()["items"]]
        for other in others:
            assert (await admin.patch(other, json={"role_ids": [viewer]})).status_code == 200
        refused = [
            await admin.post(f"{last}/block"),
            await admin.patch(last, json={"role_ids": [viewer]}),
            await admin.delete(last),
        ]
        assert [_code(answer) for answer in refused] == [(409, "last_administrator")] * 3
        await make_user("administrator")
        assert (await admin.patch(last, json={"role_ids": [viewer]})).status_code == 200
        assert (await admin.patch(last, json={"role_ids": [administrator]})).status_code == 200

    @pytest.mark.req("USR-093")
    async def test_a_blocked_users_cards_are_announced_as_blocked(
        self, admin: httpx.AsyncClient, make_user: Any, bind_card: Any, outbox: Any
    ) -> None:
        user = await make_user()
        card = await bind_card(user["id"])
        assert (await admin.post(f"/users/{user['id']}/block")).json()["status"] == "blocked"
        assert (await admin.post(f"/users/{user['id']}/unblock")).json()["status"] == "active"
        snapshots = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key == card["id"]]
        assert [snapshot["is_blocked"] for snapshot in snapshots] == [False, True, False]

    async def test_signing_in_is_no_change_of_the_user(
        self, admin: httpx.AsyncClient, make_user: Any, signed_in: Any
    ) -> None:
        user = await make_user()
        await signed_in(user["login"])
        after = (await admin.get(f"/users/{user['id']}")).json()
        assert after.pop("last_sign_in_at") is not None
        assert after == {name: value for name, value in user.items() if name != "last_sign_in_at"}

    async def test_he_moves_to_another_organisation_with_his_cards(
        self, admin: httpx.AsyncClient, make_user: Any, make_organization: Any, bind_card: Any, outbox: Any
    ) -> None:
        user, home = await make_user(), await make_organization()
        card = await bind_card(user["id"])
        moved = await admin.patch(f"/users/{user['id']}", json={"organization_id": home["id"]})
        assert moved.json()["organization"] == {name: home[name] for name in ("id", "number", "name")}
        [*_, last] = [orjson.loads(row.payload)["data"] for row in await outbox() if row.key == card["id"]]
        assert last["organization_id"] == home["id"]
        left = await admin.patch(f"/users/{user['id']}", json={"organization_id": None})
        assert left.json()["organization"] is None


class TestScope:
    async def test_each_right_is_needed(self, make_user: Any, signed_in: Any) -> None:
        viewer = await signed_in((await make_user("viewer"))["login"])
        dispatcher = await signed_in((await make_user("dispatcher"))["login"])
        missing = "/users/" + str(uuid7())
        for answer in (await viewer.get("/users"), await viewer.get(missing)):
            assert (answer.json()["code"], answer.json()["params"]) == ("right_missing", {"right": "users:read"})
        body = new_user()
        for answer in (await dispatcher.post("/users", json=body), await dispatcher.patch(missing, json={})):
            assert (answer.json()["code"], answer.json()["params"]) == ("right_missing", {"right": "users:write"})

    async def test_another_organisation_sees_nothing(
        self, make_user: Any, make_organization: Any, signed_in: Any, admin: httpx.AsyncClient
    ) -> None:
        mine, below, other = await make_organization(), None, await make_organization()
        below = await make_organization(parent_id=mine["id"])
        me = await make_user("dispatcher", organization_id=mine["id"])
        child = await make_user(organization_id=below["id"])
        stranger = await make_user(organization_id=other["id"])
        browser = await signed_in(me["login"])
        seen = {user["id"] for user in (await browser.get("/users", params={"limit": 100})).json()["items"]}
        assert seen == {me["id"], child["id"]}
        assert _code(await browser.get(f"/users/{stranger['id']}")) == (404, "user_not_found")
        assert (await admin.get(f"/users/{stranger['id']}")).status_code == 200

    async def test_nobody_gives_more_power_than_he_has(
        self, make_user: Any, make_organization: Any, signed_in: Any, make_role: Any
    ) -> None:
        home = await make_organization()
        clerk = await make_role("users:read", "users:write", "stations:read")
        browser = await signed_in((await make_user(clerk, organization_id=home["id"]))["login"])
        boss = await make_user("dispatcher", organization_id=home["id"])
        body = new_user("administrator")
        assert _code(await browser.post("/users", json=body)) == (403, "rights_exceed_own")
        new_password = {"password": "Taken-Over-1"}
        assert _code(await browser.patch(f"/users/{boss['id']}", json=new_password)) == (403, "rights_exceed_own")
        driver = await make_user("customer", organization_id=home["id"])
        out = await browser.patch(f"/users/{driver['id']}", json={"organization_id": None})
        assert _code(out) == (403, "organization_required")
        made = await browser.post("/users", json=body | {"roles": ["customer"]})
        assert (made.status_code, made.json()["organization"]["id"]) == (201, home["id"])
        elsewhere = body | {"roles": ["customer"], "organization_id": str(uuid7())}
        assert _code(await browser.post("/users", json=elsewhere)) == (422, "organization_unknown")
