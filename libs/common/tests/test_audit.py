"""Audit records: in the deed's transaction, without secrets, and refused rights that cannot flood the log."""

import json
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import httpx
import jsonschema_rs
import orjson
import pytest
from common.audit import HIDDEN, Audit, AuditDep, AuditRecorded, Link, audited, presentable
from common.auth import Principal, require
from common.db import SessionDep, Sessions
from common.events import Envelope
from common.idempotency import IdempotencyDep
from common.ids import uuid7
from common.openapi import openapi
from common.outbox import Outbox
from common.refusals import RefusalLimit
from common.service import Runtime, Service, Tables, create_app
from common.settings import ServiceSettings
from common.testing.helpers import bearer, trusting_authenticator
from fastapi import APIRouter, Depends, FastAPI, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from .conftest import IdempotencyKey, OutboxMessage

CONTRACTS = Path(__file__).parents[1] / "contracts"
router = APIRouter(prefix="/notes")
Writer = Annotated[Principal, Depends(require("notes:write"))]


class Kept(BaseModel):
    """An answer that says nothing."""


@router.post("", status_code=204, dependencies=[audited("note_created")])
async def create_note(_: Writer, session: SessionDep, audit: AuditDep, *, fail: bool = False) -> None:
    outbox = Outbox(session, OutboxMessage, "notes")
    audit.record(outbox, "note_created", Link("note", "n1", "First"), after={"text": "hello", "password": "hush"})
    if fail:
        raise RuntimeError


@router.put("", status_code=204, dependencies=[audited("note_changed")])
async def change_note(_: Writer) -> None:
    """Forgets to record what it has done."""


@router.post("/kept", status_code=201, dependencies=[audited("note_kept")])
async def keep_note(_: Writer, session: SessionDep, audit: AuditDep, idempotency: IdempotencyDep) -> Response:
    async def keep() -> Kept:
        audit.record(Outbox(session, OutboxMessage, "notes"), "note_kept")
        return Kept()

    return await idempotency.run(keep, Kept)


@router.get("")
async def list_notes(_: Writer) -> list[str]:
    return []


@pytest.fixture
def app(engine: AsyncEngine, sessions: Sessions) -> FastAPI:
    service = Service("notes", ServiceSettings(), [router], Tables(outbox=OutboxMessage, idempotency=IdempotencyKey))
    app = create_app(service, "api", Runtime(service.settings, engine, sessions))
    app.state.authenticator = trusting_authenticator()
    return app


@pytest.fixture
def http(app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("198.51.100.7", 1))
    return httpx.AsyncClient(transport=transport, base_url="http://notes/api/v1", headers={"User-Agent": "Browser/1"})


async def recorded(sessions: Sessions) -> list[dict[str, Any]]:
    async with sessions() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [dict(Envelope.decode(row.payload or b"", row.key).data) | {"key": row.key} for row in rows]


@pytest.mark.usefixtures("clean")
class TestRecord:
    async def test_says_who_did_what_from_where(self, http, sessions) -> None:
        owner = uuid7()
        headers = bearer("notes:write", login="anna", organization_id=owner)
        assert (await http.post("/notes", headers=headers)).status_code == 204
        (record,) = await recorded(sessions)
        told = {name: record[name] for name in ("source_type", "source", "operation", "link_type", "link_id", "result")}
        assert told == {
            "source_type": "user",
            "source": "anna",
            "operation": "note_created",
            "link_type": "note",
            "link_id": "n1",
            "result": "done",
        }
        assert (record["address"], record["user_agent"]) == ("198.51.100.7", "Browser/1")
        assert record["key"] == record["organization_id"] == str(owner)

    @pytest.mark.req("SEC-025")
    async def test_a_secret_stays_in_the_service(self, http, sessions) -> None:
        await http.post("/notes", headers=bearer("notes:write"))
        assert (await recorded(sessions))[0]["after"] == {"text": "hello", "password": HIDDEN}

    async def test_what_fails_is_not_recorded(self, http, sessions) -> None:
        assert (await http.post("/notes?fail=true", headers=bearer("notes:write"))).status_code == 500
        assert await recorded(sessions) == []

    async def test_a_deed_that_nobody_tells_of_is_noticed(self, http, forgotten_deeds: list[str]) -> None:
        answers = [await http.put("/notes", headers=bearer(right)) for right in ("notes:read", "notes:write")]
        assert ([answer.status_code for answer in answers], forgotten_deeds) == ([403, 204], ["note_changed"])
        forgotten_deeds.clear()

    async def test_a_repeated_request_needs_no_second_record(self, http, sessions, forgotten_deeds: list[str]) -> None:
        headers = bearer("notes:write", subject=uuid7()) | {"Idempotency-Key": uuid7().hex}
        answers = [await http.post("/notes/kept", headers=headers) for _ in range(2)]
        assert [answer.headers.get("Idempotent-Replay") for answer in answers] == [None, "true"]
        assert forgotten_deeds == []


@pytest.mark.usefixtures("clean")
class TestRefusedRight:
    async def test_is_recorded_once_a_minute(self, http, sessions) -> None:
        headers = bearer("notes:read", login="mallory")
        for _ in range(3):
            assert (await http.post("/notes", headers=headers)).json()["code"] == "right_missing"
        (record,) = await recorded(sessions)
        assert (record["operation"], record["source"], record["result"]) == ("right_refused", "mallory", "refused")
        assert record["arguments"] == {"right": "notes:write", "method": "POST", "path": "/api/v1/notes"}

    async def test_of_reading_is_recorded_too(self, http, sessions) -> None:
        assert (await http.get("/notes", headers=bearer(login="mallory"))).status_code == 403
        (record,) = await recorded(sessions)
        assert (record["source"], record["arguments"]["method"]) == ("mallory", "GET")


def test_refusals_of_many_are_bounded() -> None:
    limit = RefusalLimit(window=60, most=3)
    assert [limit.allows(UUID(int=one), "x:write", 0.0) for one in range(5)] == [True, True, True, False, False]
    assert limit.allows(UUID(int=4), "x:write", 60.0)


class TestPresentable:
    def test_hides_secrets_at_any_depth_and_those_named_by_the_deed(self) -> None:
        values = {"a": [{"client_secret": "x"}], "number": "04AB", "must_change_password": True, "empty_secret": None}
        assert presentable(values, {"number"}) == {
            "a": [{"client_secret": HIDDEN}],
            "number": HIDDEN,
            "must_change_password": True,
            "empty_secret": None,
        }

    def test_is_plain_json(self) -> None:
        assert json.dumps(presentable({"id": uuid7(), "tags": {"a"}}))


async def test_only_what_differs_is_kept(sessions, clean) -> None:
    async with sessions.begin() as session:
        outbox = Outbox(session, OutboxMessage, "notes")
        Audit.of_service("notes").record(outbox, "note_changed", before={"a": 1, "b": 2}, after={"a": 1, "b": 3})
    (record,) = await recorded(sessions)
    assert (record["before"], record["after"]) == ({"b": 2}, {"b": 3})


def test_the_document_names_the_operation(app: FastAPI) -> None:
    path = openapi(app)["paths"]["/api/v1/notes"]
    assert (path["post"]["x-audit"], path["get"]["x-audit"]) == ("note_created", None)


def test_the_contract_is_what_is_written() -> None:
    example = orjson.loads((CONTRACTS / "audit.recorded.v1.json").read_bytes())
    schema = orjson.loads((CONTRACTS / "audit.recorded.v1.schema.json").read_bytes())
    assert schema == AuditRecorded.model_json_schema(mode="serialization")
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(example["data"])
    assert AuditRecorded.model_validate(example["data"]).model_dump(mode="json") == example["data"]
