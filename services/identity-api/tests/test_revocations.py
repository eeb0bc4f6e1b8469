"""What is taken away acts on open sign-ins at once, by the event that every service reads."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
from common.revocations import Revoked
from common.testing.helpers import FakeClock
from fastapi import FastAPI
from identity_people import PASSWORD, code_of, new_organization, unique

Listen = Callable[[], Awaitable[None]]


@pytest.fixture
def listen(app: FastAPI, outbox: Any) -> Listen:
    """What common.revocations does with the topic, without waiting for Kafka."""

    async def take() -> None:
        for row in await outbox():
            if row.topic == "revocations":
                told = Revoked.model_validate(orjson.loads(row.payload)["data"])
                app.state.authenticator.revocations.take(told.subject_id, told.revoked_at)

    return take


@pytest.fixture
def visit(signed_in: Any, clock: FakeClock) -> Callable[..., Awaitable[httpx.AsyncClient]]:
    """A browser whose token was made a moment ago."""

    async def enter(login: str, **options: Any) -> httpx.AsyncClient:
        browser: httpx.AsyncClient = await signed_in(login, **options)
        clock.advance(seconds=0.002)
        return browser

    return enter


async def new_program(
    admin: httpx.AsyncClient, browser: httpx.AsyncClient, *rights: str, **fields: Any
) -> dict[str, str]:
    """Headers of a new API client with a token that was just made."""
    body = {"name": unique("Программа"), "rights": list(rights)} | fields
    client = (await admin.post("/api-clients", json=body)).json()
    pair = {"client_id": client["client_id"], "client_secret": client["secret"]}
    answer = await browser.post("/auth/token", data={"grant_type": "client_credentials"} | pair)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


class TestUser:
    @pytest.mark.parametrize("deed", ["block", "sign-out", "reset-password"])
    async def test_his_open_browser_is_out(
        self, admin: httpx.AsyncClient, make_user: Any, visit: Any, listen: Listen, deed: str
    ) -> None:
        user = await make_user("dispatcher")
        browser = await visit(user["login"])
        body = {"password": "Another-Pass-2"} if deed == "reset-password" else None
        assert (await admin.post(f"/users/{user['id']}/{deed}", json=body)).is_success
        await listen()
        assert code_of(await browser.get("/users")) == (401, "token_revoked")
        assert code_of(await browser.post("/auth/refresh")) == (401, "sign_in_over")

    @pytest.mark.req("ROL-018")
    async def test_other_roles_count_at_once_and_nobody_is_signed_out(
        self, admin: httpx.AsyncClient, make_user: Any, visit: Any, listen: Listen, role_id: Any
    ) -> None:
        user = await make_user("dispatcher")
        browser = await visit(user["login"])
        await admin.patch(f"/users/{user['id']}", json={"role_ids": [await role_id("viewer")]})
        await listen()
        assert code_of(await browser.get("/users")) == (401, "token_revoked")
        assert (await browser.post("/auth/refresh")).status_code == 204
        assert code_of(await browser.get("/users")) == (403, "right_missing")

    async def test_a_plain_change_withdraws_nothing(
        self, admin: httpx.AsyncClient, make_user: Any, visit: Any, listen: Listen
    ) -> None:
        user = await make_user("dispatcher")
        browser = await visit(user["login"])
        await admin.patch(f"/users/{user['id']}", json={"first_name": "Анна"})
        await listen()
        assert (await browser.get("/users")).status_code == 200

    async def test_his_own_new_password_leaves_only_this_browser(
        self, make_user: Any, visit: Any, listen: Listen
    ) -> None:
        user = await make_user("dispatcher")
        here, there = await visit(user["login"]), await visit(user["login"])
        change = {"current": PASSWORD, "new": "Another-Pass-2"}
        assert (await here.post("/me/password", json=change)).status_code == 200
        await listen()
        assert (await here.get("/users")).status_code == 200
        assert code_of(await there.get("/users")) == (401, "token_revoked")


class TestRole:
    @pytest.mark.req("ROL-018")
    async def test_a_withdrawn_right_reaches_all_who_have_the_role(
        self, admin: httpx.AsyncClient, make_role: Any, make_user: Any, visit: Any, listen: Listen, role_id: Any
    ) -> None:
        name = await make_role("users:read", "stations:read")
        browsers = [await visit((await make_user(name))["login"]) for _ in range(2)]
        stranger = await visit((await make_user("dispatcher"))["login"])
        await admin.patch(f"/roles/{await role_id(name)}", json={"rights": ["stations:read"]})
        await listen()
        for browser in browsers:
            assert code_of(await browser.get("/users")) == (401, "token_revoked")
            await browser.post("/auth/refresh")
            assert code_of(await browser.get("/users")) == (403, "right_missing")
        assert (await stranger.get("/users")).status_code == 200


class TestOrganization:
    async def test_who_saw_it_sees_it_no_more(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any, visit: Any, listen: Listen
    ) -> None:
        top = await make_organization()
        below = await make_organization(parent_id=top["id"])
        chief = await make_user("dispatcher", organization_id=top["id"])
        child = await make_user(organization_id=below["id"])
        browser, url = await visit(chief["login"]), f"/users/{child['id']}"
        assert (await browser.get(url)).status_code == 200
        await admin.patch(f"/organizations/{below['id']}", json={"parent_id": None})
        await listen()
        assert code_of(await browser.get(url)) == (401, "token_revoked")
        await browser.post("/auth/refresh")
        assert code_of(await browser.get(url)) == (404, "user_not_found")

    async def test_programs_too_whose_tokens_live_an_hour(
        self,
        admin: httpx.AsyncClient,
        browser: httpx.AsyncClient,
        make_organization: Any,
        make_user: Any,
        listen: Listen,
        clock: FakeClock,
    ) -> None:
        top = await make_organization()
        below = await make_organization(parent_id=top["id"])
        url = f"/users/{(await make_user(organization_id=below['id']))['id']}"
        program = await new_program(admin, browser, "users:read", organization_id=top["id"])
        assert (await browser.get(url, headers=program)).status_code == 200
        clock.advance(seconds=0.002)
        await admin.patch(f"/organizations/{below['id']}", json={"parent_id": None})
        await listen()
        assert code_of(await browser.get(url, headers=program)) == (401, "token_revoked")

    async def test_when_it_is_deleted_its_people_lose_sight_of_those_below(
        self, admin: httpx.AsyncClient, make_organization: Any, make_user: Any, visit: Any, listen: Listen
    ) -> None:
        middle = await make_organization()
        leaf = await make_organization(parent_id=middle["id"])
        url = f"/users/{(await make_user(organization_id=leaf['id']))['id']}"
        browser = await visit((await make_user("dispatcher", organization_id=middle["id"]))["login"])
        assert (await browser.get(url)).status_code == 200
        assert (await admin.delete(f"/organizations/{middle['id']}")).status_code == 204
        await listen()
        assert code_of(await browser.get(url)) == (401, "token_revoked")
        await browser.post("/auth/refresh")
        assert code_of(await browser.get(url)) == (404, "user_not_found")

    async def test_who_makes_one_sees_it_at_once(
        self, make_organization: Any, make_user: Any, make_role: Any, visit: Any, listen: Listen
    ) -> None:
        home = await make_organization()
        role = await make_role("organizations:read", "organizations:write")
        browser = await visit((await make_user(role, organization_id=home["id"]))["login"])
        made = (await browser.post("/organizations", json=new_organization())).json()
        await listen()
        assert code_of(await browser.get(f"/organizations/{made['id']}")) == (401, "token_revoked")
        await browser.post("/auth/refresh")
        assert (await browser.get(f"/organizations/{made['id']}")).json()["parent_id"] == home["id"]


class TestSignIn:
    async def test_one_browser_of_several_is_sent_away(
        self, make_user: Any, visit: Any, listen: Listen, clock: FakeClock
    ) -> None:
        login = (await make_user("dispatcher"))["login"]
        firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
        here, there = await visit(login), await visit(login, address="203.0.113.9")
        there.headers["User-Agent"] = firefox
        await there.post("/auth/sign-in", json={"login": login, "password": PASSWORD})
        listed = (await here.get("/me/sessions")).json()
        assert [one["is_current"] for one in listed].count(True) == 1
        [other] = [one for one in listed if one["device"] == "Firefox · Linux"]
        assert (other["address"], other["is_current"]) == ("203.0.113.9", False)
        clock.advance(seconds=0.002)
        assert (await here.delete(f"/me/sessions/{other['id']}")).status_code == 204
        await listen()
        assert (await there.get("/me")).status_code == 401
        assert (await here.get("/me")).status_code == 200
        assert code_of(await here.delete(f"/me/sessions/{other['id']}")) == (404, "sign_in_not_found")

    async def test_nobody_ends_the_sign_in_of_another(self, make_user: Any, visit: Any) -> None:
        mine, his = [await visit((await make_user())["login"]) for _ in range(2)]
        [session] = (await his.get("/me/sessions")).json()
        assert code_of(await mine.delete(f"/me/sessions/{session['id']}")) == (404, "sign_in_not_found")

    async def test_everywhere(self, make_user: Any, visit: Any, listen: Listen) -> None:
        login = (await make_user())["login"]
        here, there = await visit(login), await visit(login)
        assert (await here.post("/me/sign-out-everywhere")).status_code == 204
        await listen()
        for browser in (here, there):
            assert (await browser.get("/me")).status_code == 401
            assert (await browser.post("/auth/refresh")).status_code == 401

    async def test_signing_out_ends_the_access_token_too(
        self, make_user: Any, visit: Any, listen: Listen, browse: Any
    ) -> None:
        browser = await visit((await make_user())["login"])
        stolen = browser.cookies["sc_access"]
        await browser.post("/auth/sign-out")
        await listen()
        answer = await browse().get("/me", headers={"Authorization": f"Bearer {stolen}"})
        assert code_of(answer) == (401, "token_revoked")


class TestProgram:
    async def test_a_token_that_is_out_stops_with_its_client(
        self, admin: httpx.AsyncClient, browser: httpx.AsyncClient, listen: Listen, clock: FakeClock
    ) -> None:
        name = unique("Программа")
        program = await new_program(admin, browser, "users:read", name=name)
        assert (await browser.get("/users", headers=program)).status_code == 200
        [client] = (await admin.get("/api-clients", params={"q": name})).json()["items"]
        clock.advance(seconds=0.002)
        await admin.patch(f"/api-clients/{client['id']}", json={"is_active": False})
        await listen()
        assert code_of(await browser.get("/users", headers=program)) == (401, "token_revoked")


async def test_a_stream_ends_with_the_access(app: FastAPI, make_user: Any, visit: Any, clock: FakeClock) -> None:
    """What notifications-api asks before each pulse of the live stream."""
    from test_tokens import principal_of

    user = await make_user()
    browser = await visit(user["login"])
    principal = await principal_of(app, browser.cookies["sc_access"])
    assert app.state.authenticator.seconds_left(principal, clock.now()) > 290
    app.state.authenticator.revocations.take(UUID(user["id"]), clock.now())
    assert app.state.authenticator.seconds_left(principal, clock.now()) == 0
