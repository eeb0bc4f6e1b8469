"""The HTTP edge of a service: problems, rights, CSRF, idempotency, commit before the answer."""

import asyncio
import gc
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Annotated

import httpx
import pytest
from common.auth import ACCESS_COOKIE, Principal, require
from common.db import SessionDep
from common.errors import Conflict
from common.etag import check_if_match
from common.idempotency import IdempotencyDep
from common.lists import ListQuery
from common.service import Runtime, Service, Tables, create_app, openapi, spare_what_stays
from common.settings import ServiceSettings
from common.testing.helpers import bearer, token_for, trusting_authenticator
from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, select

from .conftest import IdempotencyKey, Note, OutboxMessage

router = APIRouter()
Reader = Annotated[Principal, Depends(require("notes:read"))]
Writer = Annotated[Principal, Depends(require("notes:write"))]


class NoteRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    key: str
    times: int


class NoteTaken(Conflict):
    code = "note_taken"


@router.get("/notes")
async def list_notes(_: Reader, query: Annotated[ListQuery, Query()]) -> int:
    return query.limit


@router.post("/notes/{key}")
async def create_note(key: str, _: Writer, session: SessionDep, idempotency: IdempotencyDep):
    async def work() -> Note:
        if await session.get(Note, key):
            raise NoteTaken(f"{key} is taken.", key=key)
        session.add(note := Note(key=key))
        return note

    return await idempotency.run(work, NoteRead)


@router.post("/duplicates")
async def commit_fails(_: Writer, session: SessionDep) -> str:
    """The unique violation appears when the transaction is flushed at its commit."""
    session.add_all([Note(key="same")])
    await session.flush()
    await session.execute(delete(Note).where(Note.key == "same"))
    session.add(OutboxMessage(topic=None, key="", type="", payload=None))
    return "saved"


@pytest.fixture(scope="module")
def app(engine, sessions):
    settings = ServiceSettings()
    service = Service("notes", settings, [router], Tables(idempotency=IdempotencyKey))
    app = create_app(service, "api", Runtime(settings, engine, sessions))
    app.state.authenticator = trusting_authenticator()
    return app


@pytest.fixture
async def client(app, sessions) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client
    async with sessions.begin() as session:
        await session.execute(delete(Note))


class TestRights:
    async def test_nobody_is_asked_to_sign_in(self, client) -> None:
        response = await client.get("/notes")
        assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")
        assert response.headers["content-type"] == "application/problem+json"

    async def test_the_missing_right_is_named(self, client) -> None:
        response = await client.get("/notes", headers=bearer("other:read"))
        assert (response.status_code, response.json()["params"]) == (403, {"right": "notes:read"})

    @pytest.mark.parametrize("token", ["rubbish", token_for("notes:read", lifetime=-1)])
    async def test_a_bad_or_expired_token(self, client, token: str) -> None:
        response = await client.get("/notes", headers={"Authorization": f"Bearer {token}"})
        assert (response.status_code, response.json()["code"]) == (401, "token_invalid")

    async def test_every_operation_shows_its_right(self, app) -> None:
        paths = openapi(app)["paths"]
        assert paths["/api/v1/notes"]["get"]["x-right"] == "notes:read"
        assert paths["/api/v1/notes/{key}"]["post"]["x-right"] == "notes:write"


class TestBrowser:
    @pytest.mark.parametrize(("sent", "status"), [("secret", 201), ("other", 403), (None, 403)])
    async def test_unsafe_methods_by_cookie_need_the_csrf_value(self, client, sent: str | None, status: int) -> None:
        client.cookies.set(ACCESS_COOKIE, token_for("notes:write", csrf="secret"))
        headers = {"X-CSRF-Token": sent} if sent else {}
        assert (await client.post("/notes/a", headers=headers)).status_code == status

    async def test_safe_methods_do_not(self, client) -> None:
        client.cookies.set(ACCESS_COOKIE, token_for("notes:read", csrf="secret"))
        assert (await client.get("/notes")).status_code == 200


class TestProblems:
    async def test_an_unknown_filter_is_a_400(self, client) -> None:
        response = await client.get("/notes?color=red", headers=bearer("notes:read"))
        assert (response.status_code, response.json()["code"]) == (400, "unknown_filter")

    async def test_a_bad_value_names_its_field(self, client) -> None:
        response = await client.get("/notes?limit=1000", headers=bearer("notes:read"))
        assert response.status_code == 422
        assert response.json()["params"]["fields"][0]["field"] == "limit"

    async def test_a_failing_commit_is_never_a_200(self, client, sessions) -> None:
        response = await client.post("/duplicates", headers=bearer("notes:write"))
        assert (response.status_code, response.json()["code"]) == (500, "internal_error")

    def test_if_match_of_another_revision_is_refused(self) -> None:
        check_if_match('W/"3"', 3)
        check_if_match(None, 3)
        with pytest.raises(Exception, match="changed by somebody else"):
            check_if_match('W/"2"', 3)


class TestReadiness:
    async def test_it_waits_for_a_reader_of_the_services_own(self, app, client) -> None:
        reader = SimpleNamespace(ready=asyncio.Event())
        app.state.runtime.consumers.append(reader)
        try:
            assert (await self._readyz(app)).status_code == 503
            reader.ready.set()
            assert (await self._readyz(app)).json() == {"database": True, "kafka": True}
        finally:
            app.state.runtime.consumers.remove(reader)

    async def test_a_warning_is_said_and_stops_nobody(self, app, client) -> None:
        app.state.runtime.warnings += [lambda: "Disk nearly full", lambda: None]
        try:
            answer = await self._readyz(app)
            assert (answer.status_code, answer.json()["warnings"]) == (200, ["Disk nearly full"])
        finally:
            app.state.runtime.warnings.clear()

    async def _readyz(self, app) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as plain:
            return await plain.get("/readyz")


class TestIdempotency:
    async def test_the_same_post_twice_acts_once(self, client, sessions) -> None:
        headers = {**bearer("notes:write", subject=None), "Idempotency-Key": "k1"}
        first, second = [await client.post("/notes/a", headers=headers) for _ in range(2)]
        assert (first.status_code, second.status_code) == (201, 201)
        assert first.json() == second.json() == {"key": "a", "times": 1}
        assert second.headers["Idempotent-Replay"] == "true"

    async def test_twins_at_the_same_moment_act_once(self, client, sessions) -> None:
        headers = {**bearer("notes:write"), "Idempotency-Key": "k2"}
        answers = await asyncio.gather(*[client.post("/notes/b", headers=headers) for _ in range(5)])
        assert [answer.status_code for answer in answers] == [201] * 5
        async with sessions() as session:
            assert (await session.scalars(select(Note.key))).all() == ["b"]

    async def test_the_same_key_for_another_body_is_refused(self, client) -> None:
        headers = {**bearer("notes:write"), "Idempotency-Key": "k3"}
        await client.post("/notes/c", headers=headers)
        response = await client.post("/notes/c", headers=headers, json={"other": True})
        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_reused")

    async def test_without_a_key_the_second_is_a_conflict(self, client) -> None:
        headers = bearer("notes:write")
        await client.post("/notes/d", headers=headers)
        response = await client.post("/notes/d", headers=headers)
        assert (response.status_code, response.json()["code"]) == (409, "note_taken")


def test_the_collector_passes_over_what_was_there_at_the_start() -> None:
    threshold, before = gc.get_threshold(), gc.get_freeze_count()
    try:
        spare_what_stays()
        assert gc.get_freeze_count() > before + 10_000
        assert gc.get_threshold()[0] > threshold[0]
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
