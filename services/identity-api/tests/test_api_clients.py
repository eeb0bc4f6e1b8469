"""API clients: programs with rights of their own, a secret shown once, an end."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from common.testing.helpers import FakeClock
from identity_people import code_of, unique


@pytest.fixture
def make_client(admin: httpx.AsyncClient) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def make(**fields: Any) -> dict[str, Any]:
        body = {"name": unique("Отчёты"), "rights": ["sessions:read"]} | fields
        answer = await admin.post("/api-clients", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    return make


@pytest.fixture
def token_for(browse: Any) -> Callable[..., Awaitable[httpx.Response]]:
    browser = browse()

    async def ask(client: dict[str, Any], secret: str | None = None) -> httpx.Response:
        pair = {"client_id": client["client_id"], "client_secret": secret or client["secret"]}
        answer: httpx.Response = await browser.post("/auth/token", data={"grant_type": "client_credentials"} | pair)
        return answer

    return ask


class TestApiClients:
    async def test_the_secret_is_shown_once_and_works(
        self, admin: httpx.AsyncClient, browser: httpx.AsyncClient, make_client: Any, token_for: Any, clock: FakeClock
    ) -> None:
        client = await make_client()
        listed = (await admin.get("/api-clients", params={"q": client["name"]})).json()["items"]
        assert listed == [{name: value for name, value in client.items() if name != "secret"}]
        assert (client["is_active"], client["last_used_at"], client["revision"]) == (True, None, 1)
        token = (await token_for(client)).json()["access_token"]
        answer = await browser.get("/api-clients", headers={"Authorization": f"Bearer {token}"})
        assert code_of(answer) == (403, "right_missing")
        read = (await admin.get(f"/api-clients/{client['id']}")).json()
        assert read["last_used_at"] == clock.now().isoformat().replace("+00:00", "Z")

    async def test_a_post_sent_twice_makes_one(self, admin: httpx.AsyncClient, make_client: Any) -> None:
        body = {"name": (await make_client())["name"], "rights": ["sessions:read"]}
        assert code_of(await admin.post("/api-clients", json=body)) == (409, "api_client_name_taken")

    async def test_rotation_leaves_the_old_secret_a_day(
        self, admin: httpx.AsyncClient, make_client: Any, token_for: Any, clock: FakeClock
    ) -> None:
        client = await make_client()
        rotated = (await admin.post(f"/api-clients/{client['id']}/rotate")).json()
        assert rotated["secret"] != client["secret"]
        assert (await token_for(client)).status_code == 200
        assert (await token_for(client, rotated["secret"])).status_code == 200
        clock.advance(days=1, seconds=1)
        assert (await token_for(client)).status_code == 401
        assert (await token_for(client, rotated["secret"])).status_code == 200

    async def test_it_ends_and_can_be_switched_off(
        self, admin: httpx.AsyncClient, make_client: Any, token_for: Any, clock: FakeClock
    ) -> None:
        client = await make_client(expires_at=(clock.now() + timedelta(hours=1)).isoformat())
        url = f"/api-clients/{client['id']}"
        assert (await token_for(client)).status_code == 200
        assert (await admin.patch(url, json={"is_active": False})).json()["is_active"] is False
        assert (await token_for(client)).status_code == 401
        await admin.patch(url, json={"is_active": True})
        clock.advance(hours=1)
        assert (await token_for(client)).status_code == 401
        assert (await admin.patch(url, json={"expires_at": None})).json()["expires_at"] is None
        assert (await token_for(client)).status_code == 200
        assert (await admin.delete(url)).status_code == 204
        assert (await token_for(client)).status_code == 401
        assert code_of(await admin.get(url)) == (404, "api_client_not_found")

    async def test_scope_and_rights(
        self, make_user: Any, make_organization: Any, make_role: Any, signed_in: Any, make_client: Any
    ) -> None:
        role = await make_role("api-clients:read", "api-clients:write")
        home = await make_organization()
        browser = await signed_in((await make_user(role, organization_id=home["id"]))["login"])
        stranger = f"/api-clients/{(await make_client())['id']}"
        assert (await browser.get("/api-clients")).json()["total"] == 0
        answers = [await browser.get(stranger), await browser.patch(stranger, json={}), await browser.delete(stranger)]
        answers.append(await browser.post(f"{stranger}/rotate"))
        assert [code_of(answer) for answer in answers] == [(404, "api_client_not_found")] * 4
        body = {"name": unique("Мой"), "rights": ["stations:write"]}
        assert code_of(await browser.post("/api-clients", json=body)) == (403, "rights_exceed_own")
        mine = await browser.post("/api-clients", json=body | {"rights": ["Customer"]})
        assert (mine.status_code, mine.json()["organization_id"]) == (201, home["id"])
        viewer = await signed_in((await make_user("viewer"))["login"])
        refused = [await viewer.get("/api-clients"), await viewer.post("/api-clients", json=body)]
        refused += [await viewer.patch(stranger, json={}), await viewer.delete(stranger)]
        assert [code_of(answer) for answer in refused] == [(403, "right_missing")] * 4

    async def test_the_installations_own_client_is_the_operators(self, admin: httpx.AsyncClient) -> None:
        [machine] = (await admin.get("/api-clients", params={"q": "machine"})).json()["items"]
        url = f"/api-clients/{machine['id']}"
        refused = [await admin.patch(url, json={"is_active": False}), await admin.delete(url)]
        assert [code_of(answer) for answer in refused] == [(409, "machine_client_stays")] * 2
