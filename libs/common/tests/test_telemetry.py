"""Request ids on every answer, and one trace through HTTP, outbox, Kafka and the reader behind it."""

from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from common.consumer import Consumer, ConsumerSpec
from common.db import session_factory
from common.events import TRACE_HEADER, TYPE_HEADER, type_headers
from common.outbox import Outbox
from common.service import Runtime, Service, create_app
from common.settings import ServiceSettings
from common.telemetry import configure_tracing, continued, continued_together, name_message, traceparent
from fastapi import APIRouter
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from .conftest import ConsumerOffset, DeadLetter, OutboxMessage
from .test_consumer import NoteWritten

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
TRACE_ID = PARENT.split("-")[1]
router = APIRouter()


@router.get("/span")
async def span() -> str | None:
    return traceparent()


@router.get("/failure")
async def failure() -> None:
    raise RuntimeError("a mistake of ours")


@router.get("/refused")
async def refused() -> None:
    raise ConnectionRefusedError(111, "PostgreSQL is away")


@router.get("/dropped")
async def dropped() -> None:
    raise OperationalError("select 1", {}, Exception(), connection_invalidated=True)


@pytest.fixture
async def client(engine, sessions):
    runtime = Runtime(ServiceSettings(), engine, sessions)
    app = create_app(Service("notes", ServiceSettings(), [router]), "api", runtime)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test/api/v1") as client:
        yield client


@pytest.fixture(scope="module")
def tracing() -> None:
    trace.set_tracer_provider(TracerProvider())


class TestRequestId:
    async def test_the_callers_own_id_comes_back(self, client) -> None:
        answer = await client.get("/nothing", headers={"X-Request-Id": "abc-1"})
        assert (answer.headers["x-request-id"], answer.json()["request_id"]) == ("abc-1", "abc-1")

    @pytest.mark.parametrize("given", ["", "x" * 65, 'a"b', "a b"])
    async def test_an_id_that_does_not_belong_in_a_log_is_replaced(self, client, given: str) -> None:
        answer = await client.get("/span", headers={"X-Request-Id": given})
        assert len(answer.headers["x-request-id"]) == 32

    async def test_an_unexpected_error_names_it_too(self, client) -> None:
        answer = await client.get("/failure", headers={"X-Request-Id": "abc-2"})
        assert (answer.status_code, answer.json()["request_id"]) == (500, "abc-2")
        assert answer.headers["x-request-id"] == "abc-2"

    @pytest.mark.parametrize("path", ["/refused", "/dropped"])
    async def test_a_database_that_is_away_is_a_503(self, client, path: str) -> None:
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert answer.headers["retry-after"]


class TestTrace:
    def test_off_by_default(self) -> None:
        configure_tracing("notes", "")
        assert not isinstance(trace.get_tracer_provider(), TracerProvider)
        assert traceparent() is None
        assert dict(type_headers("note.written.v1", None)) == {TYPE_HEADER: b"note.written.v1"}

    async def test_a_request_continues_the_callers_trace(self, tracing, client) -> None:
        answer = await client.get("/span", headers={"traceparent": PARENT})
        assert answer.json().split("-")[1] == TRACE_ID
        assert answer.json() != PARENT

    async def test_what_a_span_records_is_published_with_it(self, tracing, sessions) -> None:
        async with sessions.begin() as session:
            with continued("test", PARENT):
                Outbox(session, OutboxMessage, "tests").record(NoteWritten(key="a"), key="a")
        async with sessions() as session:
            row = await session.scalar(select(OutboxMessage))
        assert row.traceparent.split("-")[1] == TRACE_ID
        assert dict(type_headers(row.type, row.traceparent))[TRACE_HEADER] == row.traceparent.encode()

    async def test_a_reader_works_under_the_trace_of_the_message(self, tracing, engine) -> None:
        seen: list[tuple[str | None, str]] = []
        finished: list[str | None] = []

        class Unit:
            def __init__(self, _) -> None:
                self.handlers = {"note.written.v1": self.look}

            async def look(self, envelope) -> None:
                seen.append((traceparent(), name_message(None, "info", {})["key"]))

            async def finish(self) -> None:
                finished.append(traceparent())

        reader = Consumer(
            ConsumerSpec("traced", ["sessions"], Unit),
            engine,
            session_factory(engine),
            bootstrap="",
            prefix="",
            offsets=ConsumerOffset,
            dead_letters=DeadLetter,
        )
        async with session_factory(engine)() as session:
            await reader._together(session, [message("a", PARENT), message("b", None)])
            await reader._together(session, [message("b", None)])
        (traced, key), (untraced, _), _ = seen
        assert [str(one).split("-")[1:2] for one in finished] == [[TRACE_ID], []]
        assert (str(traced).split("-")[1], key, untraced) == (TRACE_ID, "a", None)

    def test_work_on_several_messages_is_linked_to_all_of_them(self, tracing) -> None:
        other = PARENT.replace(TRACE_ID, "1" * 32)
        with continued_together("finish", [PARENT, other]) as span:
            assert {format(link.context.trace_id, "032x") for link in span.links} == {TRACE_ID, "1" * 32}


def message(key: str, parent: str | None) -> Any:
    value = b'{"id":"","source":"","type":"","subject":"","time":"2026-11-25T12:00:00Z","data":{}}'
    place = {"topic": "sessions", "partition": 0, "offset": 0, "timestamp": 0}
    return SimpleNamespace(key=key.encode(), value=value, headers=type_headers("note.written.v1", parent), **place)
