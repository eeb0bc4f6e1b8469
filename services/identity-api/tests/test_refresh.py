"""Refresh tokens: rotation, two tabs at once, a stolen copy."""

import asyncio
from typing import Any

import httpx
import pytest
from common.testing.helpers import FakeClock

CHARACTERS_OF_256_BITS = 43
"""In base64."""


@pytest.fixture
def refresh(browse: Any) -> Any:
    """`await refresh(token)`: the refresh token as a browser would send it."""

    async def send(token: str) -> httpx.Response:
        client: httpx.AsyncClient = browse()
        client.cookies.set("sc_refresh", token)
        return await client.post("/auth/refresh")

    return send


class TestRefresh:
    async def test_after_thirty_days_one_signs_in_again_however_busy_one_was(
        self, signed_in: Any, make_user: Any, refresh: Any, clock: FakeClock
    ) -> None:
        token = (await signed_in((await make_user())["login"])).cookies["sc_refresh"]
        for _ in range(5):
            clock.advance(days=6)
            answer = await refresh(token)
            token = answer.cookies.get("sc_refresh", token)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_over")

    async def test_it_gives_new_tokens_for_the_same_page(self, signed_in: Any, make_user: Any) -> None:
        browser = await signed_in((await make_user())["login"])
        before = dict(browser.cookies)
        assert (await browser.post("/auth/refresh")).status_code == 204
        after = dict(browser.cookies)
        assert after["sc_access"] != before["sc_access"]
        assert after["sc_refresh"] != before["sc_refresh"]
        assert len(after["sc_refresh"]) >= CHARACTERS_OF_256_BITS
        # a form that was open keeps working: its CSRF value stays
        assert after["sc_csrf"] == before["sc_csrf"]
        assert (await browser.patch("/me/settings", json={"language": "en"})).status_code == 200

    async def test_two_tabs_at_once_are_both_served(self, signed_in: Any, make_user: Any, refresh: Any) -> None:
        token = (await signed_in((await make_user())["login"])).cookies["sc_refresh"]
        answers = await asyncio.gather(refresh(token), refresh(token))
        assert [answer.status_code for answer in answers] == [204, 204]
        successors = [answer.cookies["sc_refresh"] for answer in answers]
        assert [(await refresh(one)).status_code for one in successors] == [204, 204]

    async def test_a_copy_used_after_the_grace_ends_the_whole_sign_in(
        self, signed_in: Any, make_user: Any, refresh: Any, clock: FakeClock
    ) -> None:
        token = (await signed_in((await make_user())["login"])).cookies["sc_refresh"]
        successor = (await refresh(token)).cookies["sc_refresh"]
        clock.advance(seconds=10)
        assert (await refresh(token)).status_code == 204
        clock.advance(seconds=1)
        assert (await refresh(token)).json()["code"] == "sign_in_over"
        assert (await refresh(successor)).json()["code"] == "sign_in_over"

    async def test_a_blocked_user_cannot_refresh(
        self, admin: httpx.AsyncClient, signed_in: Any, make_user: Any
    ) -> None:
        user = await make_user()
        browser = await signed_in(user["login"])
        await admin.post(f"/users/{user['id']}/block")
        await admin.post(f"/users/{user['id']}/unblock")
        assert (await browser.post("/auth/refresh")).json()["code"] == "sign_in_over"

    @pytest.mark.req("ROL-018")
    async def test_changed_roles_count_from_the_next_refresh(
        self, admin: httpx.AsyncClient, signed_in: Any, make_user: Any, role_id: Any
    ) -> None:
        user = await make_user("viewer")
        browser = await signed_in(user["login"])
        assert (await browser.get("/users")).status_code == 403
        await admin.patch(
            f"/users/{user['id']}", json={"role_ids": [await role_id(name) for name in ("viewer", "dispatcher")]}
        )
        await browser.post("/auth/refresh")
        assert (await browser.get("/users")).status_code == 200

    async def test_a_sign_in_that_rests_a_week_is_over(
        self, signed_in: Any, make_user: Any, refresh: Any, clock: FakeClock
    ) -> None:
        token = (await signed_in((await make_user())["login"])).cookies["sc_refresh"]
        clock.advance(days=7)
        assert (await refresh(token)).json()["code"] == "sign_in_over"

    async def test_nobody_refreshes_with_an_invented_token(self, refresh: Any, browser: httpx.AsyncClient) -> None:
        assert (await refresh("invented")).json()["code"] == "sign_in_over"
        assert (await browser.post("/auth/refresh")).json()["code"] == "sign_in_over"
