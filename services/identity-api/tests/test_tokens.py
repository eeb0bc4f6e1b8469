"""Tokens: made here, checked by common.auth with the real key set, as every other service does."""

import base64
from datetime import timedelta
from typing import Any

import httpx
import jwt
import pytest
from common.auth import Principal, TokenInvalid
from common.service import Runtime
from common.testing.helpers import FakeClock, deeds
from fastapi import FastAPI, Request
from identity_api.db import OutboxMessage
from identity_api.housekeeping import clean
from identity_api.keys.box import Box
from identity_api.keys.models import SigningKey
from identity_api.keys.ring import KeyRing
from sqlalchemy import select


def _claims(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


async def principal_of(app: FastAPI, token: str) -> Principal:
    headers = [(b"authorization", f"Bearer {token}".encode())]
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": headers})
    principal: Principal = await app.state.authenticator.principal(request)
    return principal


class TestPrincipal:
    async def test_it_sees_its_organisation_and_those_below(
        self, app: FastAPI, make_user: Any, make_organization: Any, signed_in: Any
    ) -> None:
        top = await make_organization()
        middle = await make_organization(parent_id=top["id"])
        leaf = await make_organization(parent_id=middle["id"])
        user = await make_user("viewer", organization_id=middle["id"])
        browser = await signed_in(user["login"])
        principal = await principal_of(app, browser.cookies["sc_access"])
        assert {str(one) for one in principal.visible} == {middle["id"], leaf["id"]}
        assert (str(principal.subject), principal.login, principal.kind) == (user["id"], user["login"], "user")
        assert "sessions:read" in principal.rights
        assert str(principal.organization_id) == middle["id"]

    async def test_an_administrator_sees_all_and_who_belongs_nowhere_sees_nothing(
        self, app: FastAPI, make_user: Any, signed_in: Any
    ) -> None:
        administrator = await signed_in((await make_user("administrator"))["login"])
        viewer = await signed_in((await make_user("viewer"))["login"])
        assert (await principal_of(app, administrator.cookies["sc_access"])).visible == "*"
        assert (await principal_of(app, viewer.cookies["sc_access"])).visible == frozenset()

    @pytest.mark.req("ROL-022")
    async def test_rights_are_the_union_of_all_roles(
        self, app: FastAPI, make_user: Any, make_role: Any, signed_in: Any
    ) -> None:
        roles = await make_role("users:read"), await make_role("tariffs:read", "users:read")
        browser = await signed_in((await make_user(*roles))["login"])
        principal = await principal_of(app, browser.cookies["sc_access"])
        assert principal.rights == {"users:read", "tariffs:read"}

    async def test_it_lives_five_minutes(self, make_user: Any, signed_in: Any, clock: FakeClock) -> None:
        browser = await signed_in((await make_user())["login"])
        assert _claims(browser.cookies["sc_access"])["exp"] == int((clock.now() + timedelta(minutes=5)).timestamp())

    async def test_a_token_signed_by_somebody_else_is_refused(self, app: FastAPI, admin: httpx.AsyncClient) -> None:
        token = admin.headers["Authorization"].removeprefix("Bearer ")
        header, payload, signature = token.split(".")
        forged = ".".join([header, payload, signature[::-1]])
        with pytest.raises(TokenInvalid):
            await principal_of(app, forged)


class TestClientCredentials:
    async def test_by_form_and_by_basic(self, app: FastAPI, browser: httpx.AsyncClient) -> None:
        form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": "machine-secret"}
        basic = base64.b64encode(b"machine:machine-secret").decode()
        by_form = await browser.post("/auth/token", data=form)
        by_basic = await browser.post(
            "/auth/token", data={"grant_type": "client_credentials"}, headers={"Authorization": f"Basic {basic}"}
        )
        for answer in (by_form, by_basic):
            assert answer.status_code == 200
            assert (answer.json()["token_type"], answer.json()["expires_in"]) == ("Bearer", 3600)
            assert answer.headers["Cache-Control"] == "no-store"
            principal = await principal_of(app, answer.json()["access_token"])
            assert (principal.kind, principal.login, principal.visible) == ("client", "machine", "*")

    @pytest.mark.parametrize(
        ("change", "status", "error"),
        [
            ({"client_secret": "wrong"}, 401, "invalid_client"),
            ({"client_id": "nobody"}, 401, "invalid_client"),
            ({"client_secret": ""}, 401, "invalid_client"),
            ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ],
    )
    async def test_refusals_are_in_the_words_of_oauth(
        self, browse: Any, change: dict[str, str], status: int, error: str
    ) -> None:
        form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": "machine-secret"}
        answer = await browse(address="198.51.100.40").post("/auth/token", data=form | change)
        assert (answer.status_code, answer.json()["error"]) == (status, error)
        assert ("www-authenticate" in answer.headers) == (status == 401)

    @pytest.mark.req("SEC-024")
    async def test_a_refused_client_is_told_to_the_security_log(self, browse: Any, sessions: Any) -> None:
        form = {"grant_type": "client_credentials", "client_id": "machine", "client_secret": "wrong"}
        client = browse(address="198.51.100.42")
        for changed in ({}, {"client_id": "my own password"}):
            await client.post("/auth/token", data=form | changed)
        told = await deeds(sessions, OutboxMessage, operation="sign_in_failed", address="198.51.100.42")
        assert [(one["source"], one["link_type"], one["result"]) for one in told] == [
            ("machine", "api_client", "refused"),
            ("", "none", "refused"),
        ]
        assert "password" not in str(told)

    async def test_guessing_a_secret_is_slowed_down(self, browse: Any) -> None:
        form = {"grant_type": "client_credentials", "client_id": "victim", "client_secret": "wrong"}
        client = browse(address="198.51.100.41")
        answers = [await client.post("/auth/token", data=form) for _ in range(6)]
        assert [answer.status_code for answer in answers] == [401] * 5 + [429]
        assert answers[-1].headers["Retry-After"] == "1"

    async def test_a_program_has_no_profile(self, admin: httpx.AsyncClient) -> None:
        assert (await admin.get("/me")).json()["code"] == "people_only"


class TestKeys:
    async def test_a_new_key_signs_and_the_old_one_still_verifies_for_a_while(
        self, app: FastAPI, runtime: Runtime, clock: FakeClock, admin: httpx.AsyncClient, browser: httpx.AsyncClient
    ) -> None:
        old = admin.headers["Authorization"].removeprefix("Bearer ")
        clock.advance(days=90, seconds=1)
        await clean(runtime)
        kids = [key["kid"] for key in (await browser.get("/auth/jwks")).json()["keys"]]
        assert (len(kids), kids[0]) == (2, jwt.get_unverified_header(old)["kid"])
        assert (await principal_of(app, old)).login == "machine"
        clock.advance(hours=1)
        [left] = (await browser.get("/auth/jwks")).json()["keys"]
        assert left["kid"] == kids[1]
        await clean(runtime)
        assert len((await browser.get("/auth/jwks")).json()["keys"]) == 1

    async def test_the_private_key_is_not_readable_in_the_table(self, sessions: Any) -> None:
        async with sessions() as session:
            key = (await session.scalars(select(SigningKey).order_by(SigningKey.created_at.desc()))).first()
        assert key is not None
        assert Box(bytes(32), "signing-keys").open(key.sealed) is not None
        assert Box(bytes(32), "another purpose").open(key.sealed) is None

    async def test_a_key_that_cannot_be_opened_any_more_is_replaced(self, runtime: Runtime) -> None:
        changed = runtime.settings.model_copy(update={"credential_key": "11" * 32})
        async with runtime.sessions.begin() as session:
            before = await KeyRing(session, runtime.clock, runtime.settings).signer()  # type: ignore[arg-type]  # ours
            after = await KeyRing(session, runtime.clock, changed).signer()  # type: ignore[arg-type]  # ours
            assert before.key_id != after.key_id
            await session.rollback()
