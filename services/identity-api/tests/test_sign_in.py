"""Entering and leaving: cookies, one answer for every mistake, slower guessing."""

from typing import Any
from uuid import UUID

import httpx
import pytest
from common.db import Sessions
from common.ids import uuid7
from common.testing.helpers import FakeClock
from identity_api.organizations.models import Organization
from identity_api.passwords import hashing
from identity_api.passwords.hashing import PasswordHasher
from identity_people import ADMIN_PASSWORD, PASSWORD


async def enter(client: httpx.AsyncClient, login: str, password: str) -> httpx.Response:
    return await client.post("/auth/sign-in", json={"login": login, "password": password})


class TestSignIn:
    @pytest.mark.req("UI-005", "UI-009", "USR-043")
    async def test_the_first_administrator_enters_whatever_the_case_of_his_login(
        self, browser: httpx.AsyncClient
    ) -> None:
        answer = await enter(browser, " aDMIN ", ADMIN_PASSWORD)
        assert (answer.status_code, answer.json()["login"]) == (200, "admin")
        assert "users:write" in answer.json()["rights"]
        assert (await browser.get("/me")).json() == answer.json()

    @pytest.mark.req("UI-006")
    async def test_the_case_of_the_password_matters(self, browser: httpx.AsyncClient) -> None:
        answer = await enter(browser, "admin", ADMIN_PASSWORD.upper())
        assert (answer.status_code, answer.json()["code"]) == (401, "invalid_credentials")

    @pytest.mark.req("UI-011")
    async def test_every_mistake_gets_the_same_answer(
        self, browser: httpx.AsyncClient, admin: httpx.AsyncClient, make_user: Any
    ) -> None:
        blocked = await make_user()
        await admin.post(f"/users/{blocked['id']}/block")
        wrong = [("admin", "x"), ("nobody-knows-me", "x"), (blocked["login"], PASSWORD)]
        answers = [(await enter(browser, login, password)).json() for login, password in wrong]
        for answer in answers:
            answer.pop("request_id")
        assert answers[0]["code"] == "invalid_credentials"
        assert answers == answers[:1] * 3

    async def test_an_unknown_login_costs_a_hash_too(
        self, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        checked: list[str] = []
        verify = _argon2().verify

        def remembering(_: Any, stored: str, password: str) -> Any:
            checked.append(stored)
            return verify(stored, password)

        monkeypatch.setattr(type(_argon2()), "verify", remembering)
        await enter(browser, "nobody-knows-me", "x")
        assert len(checked) == 1

    @pytest.mark.req("UI-013")
    async def test_a_technician_enters_but_has_no_right_to_see_anything(
        self, browser: httpx.AsyncClient, make_user: Any
    ) -> None:
        user = await make_user("technik")
        answer = await enter(browser, user["login"], "Zaryad2026")
        assert (answer.json()["roles"], answer.json()["rights"]) == (["technik"], [])
        assert (await browser.get("/users")).json()["code"] == "right_missing"

    @pytest.mark.req("USR-093")
    async def test_a_blocked_user_is_refused(
        self, admin: httpx.AsyncClient, browser: httpx.AsyncClient, make_user: Any
    ) -> None:
        user = await make_user()
        await admin.post(f"/users/{user['id']}/block")
        assert (await enter(browser, user["login"], "Zaryad2026")).json()["code"] == "invalid_credentials"

    async def test_a_block_wins_over_a_sign_in_that_is_on_its_way(
        self, admin: httpx.AsyncClient, browser: httpx.AsyncClient, make_user: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user, verify = await make_user(), PasswordHasher.verify

        async def slow(hasher: PasswordHasher, stored: str | None, password: str) -> bool:
            await admin.post(f"/users/{user['id']}/block")
            return await verify(hasher, stored, password)

        monkeypatch.setattr(PasswordHasher, "verify", slow)
        assert (await enter(browser, user["login"], "Zaryad2026")).status_code == 401
        assert (await admin.get(f"/users/{user['id']}")).json()["status"] == "blocked"


class TestCookies:
    async def test_tokens_are_hidden_from_scripts_and_from_other_sites(self, browser: httpx.AsyncClient) -> None:
        cookies = _cookies(await enter(browser, "admin", ADMIN_PASSWORD))
        assert set(cookies) == {"sc_access", "sc_refresh", "sc_csrf"}
        assert all("samesite=strict" in cookie and "path=/" in cookie for cookie in cookies.values())
        assert [name for name, cookie in cookies.items() if "httponly" in cookie] == ["sc_access", "sc_refresh"]
        assert "max-age=300;" in cookies["sc_access"]

    async def test_under_tls_they_are_bound_to_the_host(self, browse: Any) -> None:
        browser = browse(scheme="https")
        cookies = _cookies(await enter(browser, "admin", ADMIN_PASSWORD))
        assert set(cookies) == {"__host-sc_access", "__host-sc_refresh", "sc_csrf"}
        assert all("; secure" in cookie for cookie in cookies.values())
        assert (await browser.get("/me")).status_code == 200
        assert (await browser.post("/auth/refresh")).status_code == 204

    async def test_an_unsafe_request_must_repeat_the_csrf_cookie(self, signed_in: Any) -> None:
        browser = await signed_in("admin", ADMIN_PASSWORD)
        assert (await browser.patch("/me/settings", json={"theme": "dark"})).status_code == 200
        del browser.headers["X-CSRF-Token"]
        assert (await browser.patch("/me/settings", json={"theme": "dark"})).json()["code"] == "csrf_missing"

    async def test_sign_out_ends_the_sign_in_and_clears_the_cookies(self, signed_in: Any) -> None:
        browser = await signed_in("admin", ADMIN_PASSWORD)
        stolen = browser.cookies["sc_refresh"]
        assert (await browser.post("/auth/sign-out")).status_code == 204
        assert (await browser.get("/me")).status_code == 401
        browser.cookies.set("sc_refresh", stolen)
        assert (await browser.post("/auth/refresh")).json()["code"] == "sign_in_over"

    async def test_who_sees_hundreds_of_organisations_has_his_token_in_pieces(
        self, make_user: Any, make_organization: Any, signed_in: Any, admin: httpx.AsyncClient, sessions: Sessions
    ) -> None:
        """A browser keeps no cookie beyond 4096 bytes and says nothing of it."""
        home = await make_organization()
        await branches_of(home["id"], 300, sessions)
        user = await make_user("dispatcher", organization_id=home["id"])
        browser = await signed_in(user["login"])
        again = await browser.post("/auth/refresh")
        assert all(len(line.encode()) <= 4096 for line in again.headers.get_list("set-cookie"))
        assert {"sc_access", "sc_access_1", "sc_access_2"} < set(_cookies(again))
        assert (await browser.get("/users")).json()["total"] == 1
        assert (await browser.get("/organizations")).json()["total"] == 301

        await admin.patch(f"/users/{user['id']}", json={"organization_id": (await make_organization())["id"]})
        assert (await browser.post("/auth/refresh")).status_code == 204
        assert [name for name in browser.cookies if name.startswith("sc_access")] == ["sc_access"]
        assert (await browser.get("/organizations")).json()["total"] == 1

    async def test_signing_out_leaves_no_piece(
        self, make_user: Any, make_organization: Any, signed_in: Any, sessions: Sessions
    ) -> None:
        home = await make_organization()
        await branches_of(home["id"], 200, sessions)
        browser = await signed_in((await make_user("dispatcher", organization_id=home["id"]))["login"])
        assert "sc_access_1" in browser.cookies
        await browser.post("/auth/sign-out")
        assert dict(browser.cookies) == {}

    async def test_sign_out_without_a_sign_in_is_fine(self, browser: httpx.AsyncClient) -> None:
        assert (await browser.post("/auth/sign-out")).status_code == 204


class TestThrottle:
    async def test_guessing_an_account_waits_longer_and_longer(
        self, browse: Any, make_user: Any, clock: FakeClock
    ) -> None:
        login = (await make_user())["login"]
        browser = browse(address="198.51.100.20")
        for _ in range(5):
            assert (await enter(browser, login, "wrong")).status_code == 401
        for wait in (1, 2, 4):
            refused = await enter(browser, login.upper(), "Zaryad2026")
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
            assert refused.headers["Retry-After"] == str(wait)
            clock.advance(seconds=wait)
            assert (await enter(browser, login, "wrong")).status_code == 401
        clock.advance(seconds=8)
        assert (await enter(browser, login, "Zaryad2026")).status_code == 200
        assert (await enter(browser, login, "wrong")).status_code == 401

    async def test_no_account_waits_more_than_a_minute(self, browse: Any, make_user: Any, clock: FakeClock) -> None:
        login = (await make_user())["login"]
        for number in range(20):
            await enter(browse(address=f"198.51.100.{100 + number}"), login, "wrong")
            clock.advance(minutes=1)
        assert (await enter(browse(address="198.51.100.99"), login, "Zaryad2026")).status_code == 200

    async def test_unknown_logins_wait_just_the_same(self, browse: Any) -> None:
        browser = browse(address="198.51.100.21")
        statuses = [(await enter(browser, "no-such-login", "x")).status_code for _ in range(6)]
        assert statuses == [401] * 5 + [429]

    async def test_an_address_that_tries_many_accounts_waits(self, browse: Any) -> None:
        browser = browse(address="198.51.100.22")
        statuses = [(await enter(browser, f"login-{number}", "x")).status_code for number in range(31)]
        assert statuses == [401] * 30 + [429]
        assert (await enter(browse(address="198.51.100.23"), "login-1", "x")).status_code == 401


async def branches_of(parent_id: str, count: int, sessions: Sessions) -> None:
    numbers = (str(70_000_000_000_000 + uuid7().int % 10**12 + number) for number in range(count))
    async with sessions.begin() as session:
        session.add_all(
            Organization(
                number=number,
                parent_id=UUID(parent_id),
                name=number,
                legal_name=number,
                type="network_owner",
                tax_system="osn",
            )
            for number in numbers
        )


def _cookies(answer: httpx.Response) -> dict[str, str]:
    lines = [line.lower() for line in answer.headers.get_list("set-cookie")]
    return {line.partition("=")[0]: line for line in lines}


def _argon2() -> Any:
    return hashing._ARGON2
