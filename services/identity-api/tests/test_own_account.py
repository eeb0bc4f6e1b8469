"""What a person does with his own account: data, password, saved views."""

from typing import Any

import httpx
import pytest
from common.db import Sessions
from common.ids import uuid7
from common.service import Runtime
from identity_api.seed.service import Seed
from identity_api.settings import IdentitySettings
from identity_api.users.models import User, user_roles
from identity_people import PASSWORD, code_of, fields_of, new_user
from sqlalchemy import delete, select

NEW = "Another-Pass-2"


class TestFirstPassword:
    async def test_it_must_be_changed_before_anything_else(
        self, admin: httpx.AsyncClient, signed_in: Any, browser: httpx.AsyncClient
    ) -> None:
        made = (await admin.post("/users", json=new_user("dispatcher"))).json()
        assert made["must_change_password"] is True
        mine = await signed_in(made["login"])
        assert (await mine.get("/me")).json()["must_change_password"] is True
        refused = [
            await mine.get("/users"),
            await mine.patch("/me", json={"first_name": "Анна"}),
            await mine.patch("/me/settings", json={"theme": "dark"}),
            await mine.get("/me/sessions"),
            await mine.get("/me/views"),
        ]
        assert [code_of(answer) for answer in refused] == [(403, "password_change_required")] * 5
        changed = await mine.post("/me/password", json={"current": PASSWORD, "new": NEW})
        assert changed.json()["must_change_password"] is False
        assert (await mine.get("/users")).status_code == 200
        await signed_in(made["login"], NEW)
        old = await browser.post("/auth/sign-in", json={"login": made["login"], "password": PASSWORD})
        assert code_of(old) == (401, "invalid_credentials")

    async def test_an_administrators_reset_asks_for_a_change_again(
        self, admin: httpx.AsyncClient, make_user: Any, signed_in: Any
    ) -> None:
        user = await make_user()
        answer = await admin.post(f"/users/{user['id']}/reset-password", json={"password": NEW})
        assert answer.json()["must_change_password"] is True
        mine = await signed_in(user["login"], NEW)
        same = await mine.post("/me/password", json={"current": NEW, "new": NEW})
        assert fields_of(same) == [("new", "password_unchanged")]

    async def test_the_installations_first_password_too(
        self, runtime: Runtime, settings: IdentitySettings, sessions: Sessions
    ) -> None:
        strict = settings.model_copy(update={"admin_must_change_password": True, "admin_login": "first-one"})
        async with sessions.begin() as session:
            await session.execute(delete(user_roles))
            await Seed(session, runtime.clock, strict).run()
            made = await session.scalar(select(User).where(User.login == "first-one"))
            assert made is not None
            assert made.must_change_password
            await session.rollback()


class TestPassword:
    @pytest.mark.req("USR-037", "USR-070")
    @pytest.mark.parametrize(
        ("new", "why"),
        [
            ("short1A", "string_too_short"),
            ("alllowercase1", "password_too_simple"),
            ("Password123", "password_too_common"),
        ],
    )
    async def test_the_rules_hold_for_ones_own_too(self, make_user: Any, signed_in: Any, new: str, why: str) -> None:
        mine = await signed_in((await make_user())["login"])
        assert fields_of(await mine.post("/me/password", json={"current": PASSWORD, "new": new})) == [("new", why)]

    async def test_it_does_not_tell_the_login(self, make_user: Any, signed_in: Any) -> None:
        login = (await make_user())["login"]
        mine = await signed_in(login)
        answer = await mine.post("/me/password", json={"current": PASSWORD, "new": f"X1{login}"})
        assert fields_of(answer) == [("new", "password_contains_login")]

    async def test_whoever_sits_at_an_open_browser_cannot_guess_it(self, make_user: Any, signed_in: Any) -> None:
        mine = await signed_in((await make_user())["login"], address="198.51.100.91")
        answers = [await mine.post("/me/password", json={"current": "Wrong-1", "new": NEW}) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [422] * 5 + [429]
        assert fields_of(answers[0]) == [("current", "password_wrong")]


class TestMe:
    async def test_names_phone_and_mail_are_ones_own_affair(
        self, admin: httpx.AsyncClient, make_user: Any, signed_in: Any
    ) -> None:
        user = await make_user()
        mine = await signed_in(user["login"])
        etag = (await mine.get("/me")).headers["ETag"]
        change = {"first_name": "Марина", "last_name": "Иванова", "phone": "+79990001122", "email": "m@mail.ru"}
        changed = (await mine.patch("/me", json=change, headers={"If-Match": etag})).json()
        assert {name: changed[name] for name in change} == change
        assert (await admin.get(f"/users/{user['id']}")).json()["last_name"] == "Иванова"
        stale = await mine.patch("/me", json=change, headers={"If-Match": etag})
        assert code_of(stale) == (412, "edited_meanwhile")

    async def test_roles_are_not(self, make_user: Any, signed_in: Any) -> None:
        mine = await signed_in((await make_user())["login"])
        for field in ("roles", "role_ids", "organization_id", "login", "must_change_password"):
            assert fields_of(await mine.patch("/me", json={field: None})) == [(field, "extra_forbidden")]


VIEW = {"page": "sessions", "name": "С ошибкой", "search": "state=failed&sort=-started_at", "columns": ["state"]}


class TestViews:
    async def test_they_are_kept_changed_and_removed(self, make_user: Any, signed_in: Any) -> None:
        mine = await signed_in((await make_user())["login"])
        made = (await mine.post("/me/views", json=VIEW)).json()
        assert {name: made[name] for name in VIEW} == VIEW
        await mine.post("/me/views", json=VIEW | {"page": "stations"})
        assert (await mine.get("/me/views", params={"page": "sessions"})).json() == [made]
        url = f"/me/views/{made['id']}"
        changed = (await mine.patch(url, json={"columns": None, "position": 3})).json()
        assert changed == made | {"columns": None, "position": 3, "revision": 2}
        assert code_of(await mine.patch(url, json={}, headers={"If-Match": 'W/"1"'})) == (412, "edited_meanwhile")
        assert (await mine.delete(url)).status_code == 204
        assert code_of(await mine.delete(url)) == (404, "view_not_found")
        assert len((await mine.get("/me/views")).json()) == 1

    async def test_a_name_stands_once_on_a_page(self, make_user: Any, signed_in: Any) -> None:
        mine = await signed_in((await make_user())["login"])
        assert (await mine.post("/me/views", json=VIEW)).status_code == 201
        assert code_of(await mine.post("/me/views", json=VIEW)) == (409, "view_name_taken")

    async def test_the_same_request_twice_makes_one(self, make_user: Any, signed_in: Any) -> None:
        mine, key = await signed_in((await make_user())["login"]), {"Idempotency-Key": uuid7().hex}
        first, second = [await mine.post("/me/views", json=VIEW, headers=key) for _ in range(2)]
        assert (first.json(), second.status_code) == (second.json(), 201)

    async def test_nobody_sees_or_touches_those_of_another(self, make_user: Any, signed_in: Any) -> None:
        mine, his = [await signed_in((await make_user())["login"]) for _ in range(2)]
        url = f"/me/views/{(await his.post('/me/views', json=VIEW)).json()['id']}"
        assert (await mine.get("/me/views")).json() == []
        answers = [await mine.patch(url, json={"name": "x"}), await mine.delete(url)]
        assert [code_of(answer) for answer in answers] == [(404, "view_not_found")] * 2
