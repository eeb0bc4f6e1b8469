"""Things that tests need by the dozen."""

from typing import Any

import httpx

from common.ids import uuid7

PASSWORD = "Zaryad2026"


def unique(prefix: str) -> str:
    return f"{prefix}-{uuid7().hex[-10:]}"


async def make_user(admin: httpx.AsyncClient, *roles: str, **fields: Any) -> dict[str, Any]:
    body = {"login": unique("user"), "roles": list(roles or ("viewer",)), "password": PASSWORD} | fields
    answer = await admin.post("/users", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def make_organization(admin: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await admin.post("/organizations", json={"name": unique("org")} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def bind_card(admin: httpx.AsyncClient, user_id: str, number: str | None = None) -> dict[str, Any]:
    answer = await admin.post("/credentials", json={"user_id": user_id, "number": number or unique("card")})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def sign_in(client: httpx.AsyncClient, login: str, password: str = PASSWORD) -> httpx.Response:
    return await client.post("/auth/sign-in", json={"login": login, "password": password})
