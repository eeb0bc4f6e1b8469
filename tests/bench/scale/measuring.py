"""Asks the real endpoint, times it, and has PostgreSQL explain each statement that it made."""

import gc
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, Final

import httpx
from common.db import session_factory
from common.service import Runtime, create_app
from common.testing.helpers import FakeClock, bearer, trusting_authenticator
from fastapi import FastAPI
from launcher.services import Service
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.asking import path_of
from tests.contracts.filling import NOW
from tests.contracts.product import Operation, operations

from .questions import READERS, Question, deep_pages, questions

EXPLAIN: Final = "explain (analyze, buffers, costs off, timing off, summary off) "
MOST_OF_A_LINE: Final = 400
LONG_ENOUGH_MS: Final = 3_000
"""What is slow is known to be so after two repetitions."""
Statement = tuple[str, Any]


@dataclass(frozen=True)
class Measured:
    """One question of one reader, asked several times. Milliseconds of the whole request: as the clock tells them, and
    as the processor was busy with them, in the service and in PostgreSQL; a busy machine spoils the first only."""

    LIMIT_MS: ClassVar = 100.0

    path: str
    reader: str
    question: Question
    times: list[float]
    busy: list[float]
    total: int
    is_exact: bool
    statements: list[Statement]
    cursor: str | None = None
    """Of the next page."""


def p95(values: list[float]) -> float:
    return max(values) if len(values) < 2 else statistics.quantiles(values, n=20, method="inclusive")[-1]


@dataclass
class Desk:
    """A service's API over its database at size, and the statements it has made of late."""

    service: Service
    engine: AsyncEngine
    app: FastAPI
    browser: httpx.AsyncClient
    backend: Path
    """Where Linux tells how long PostgreSQL's process has run for us."""
    noted: list[Statement] | None = None

    @classmethod
    @asynccontextmanager
    async def of(cls, service: Service, engine: AsyncEngine) -> AsyncIterator["Desk"]:
        declared = import_module(f"{service.package}.main").service()
        app = create_app(declared, "api", Runtime(declared.settings, engine, session_factory(engine)))
        app.state.authenticator, app.state.clock = trusting_authenticator(), FakeClock(NOW)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://test", timeout=120
        ) as browser:
            async with engine.connect() as connection:
                pid = await connection.scalar(text("select pg_backend_pid()"))
            gc.collect()
            gc.freeze()  # the tool's own things, which the collector would look through again and again
            desk = cls(service, engine, app, browser, Path(f"/proc/{pid}/schedstat"))
            event.listen(engine.sync_engine, "before_cursor_execute", desk.note)
            yield desk

    def busy_ms(self) -> float:
        """Of this process and of its one backend, so far."""
        return time.process_time() * 1000 + int(self.backend.read_text().split()[0]) / 1e6

    def note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if self.noted is not None and statement.lstrip()[:5].lower() in {"selec", "with "}:
            self.noted.append((statement, parameters))

    @contextmanager
    def noting(self) -> Iterator[list[Statement]]:
        self.noted = []
        yield self.noted
        self.noted = None

    @property
    def lists(self) -> list[Operation]:
        found = [one for one in operations() if one.service.name == self.service.name and one.method == "GET"]
        return [one for one in found if _is_list(one) or one.path.endswith("/summary")]

    async def sorts_of(self, operation: Operation) -> list[str]:
        """Those that a list knows: it names them when it is asked for another one. A summary has none."""
        if not _is_list(operation):
            return []
        answer = await self.ask(operation, "all", {"sort": "?"})
        assert answer.json()["code"] == "unknown_sort", answer.text
        return list(answer.json()["params"]["known"])

    async def ask(self, operation: Operation, reader: str, query: Any) -> httpx.Response:
        right = operation.body["x-right"]
        headers = bearer(*([right] if right else []), organizations=READERS[reader])
        required = dict.fromkeys(operation.required_query, FIRST)
        return await self.browser.get(place_of(operation), params={**required, **query}, headers=headers)

    async def explained(self, statement: Statement) -> str:
        async with self.engine.connect() as connection:
            rows = await connection.exec_driver_sql(EXPLAIN + statement[0], statement[1])
            lines = [str(row[0]) for row in rows]  # with up to two thousand keys in one of them
            return "\n".join(line if len(line) <= MOST_OF_A_LINE else f"{line[:MOST_OF_A_LINE]} …" for line in lines)


def _is_list(operation: Operation) -> bool:
    return {"limit", "sort"} <= set(operation.parameters)


def place_of(operation: Operation) -> str:
    """Of a thing that has rows, wherever a list is about one."""
    return path_of(operation).replace(SOME, FIRST)


FILTERING: Final = ("all", "big", "tree")
SOME, FIRST = "0199e0a4-7c00-7000-8000-00000000002a", "00000000-0000-0000-0000-000000000003"


async def measured(desk: Desk, operation: Operation, runs: int, *, is_quick: bool) -> AsyncIterator[Measured]:
    """Everything for those who see all, one big organisation and a few small ones; as all four readers what has no
    filter, and there the deep pages too."""
    sorts = await desk.sorts_of(operation)
    for question in questions(operation, sorts, is_quick=is_quick):
        for reader in ("all", "tree") if is_quick else FILTERING if question.filter else READERS:
            if (found := await _measured(desk, operation, reader, question, runs)) is None:
                continue
            yield found
            if not question.filter:
                assert reader != "all" or found.total or not sorts, f"{operation.path} has no rows: {question}"
                for deeper in deep_pages(question, found.total, found.cursor):
                    yield (await _measured(desk, operation, reader, deeper, runs)) or found


async def _measured(desk: Desk, operation: Operation, reader: str, question: Question, runs: int) -> Measured | None:
    times, busy = [], []
    for _ in range(runs + 1):
        with desk.noting() as statements:
            started, before = time.perf_counter(), desk.busy_ms()
            answer = await desk.ask(operation, reader, question.query)
            times.append((time.perf_counter() - started) * 1000)
            busy.append(desk.busy_ms() - before)
        if len(times) > 2 and sum(times) > LONG_ENOUGH_MS:
            break
        if answer.status_code in {403, 404}:
            return None  # not for this reader, or about a thing that he does not see
        assert answer.status_code == 200, f"{operation} {question.query}: {answer.text}"
    body = answer.json()
    # the first one fetches what nobody has asked for since the database was made
    total, is_exact = body.get("total", 0), body.get("total_is_exact", True)
    rest = (total, is_exact, statements, body.get("next_cursor"))
    return Measured(operation.path, reader, question, times[1:], busy[1:], *rest)
