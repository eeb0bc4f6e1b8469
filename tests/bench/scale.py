"""`make bench-scale`: p95 of every documented sort and filter of the declared lists at full size, EXPLAIN kept.

SCALE=1 (default): 10 million sessions, 10 million log entries, 5 million payments, 1 million users, 50,000 stations;
SCALE=0.01 tries the tool. Needs TEST_DATABASE_ADMIN_URL (a server with room: about 25 GB at full size).
"""

import argparse
import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from common.auth import Principal
from common.db import create_engine, session_factory
from common.ids import uuid7
from common.listing import Listing
from common.lists import ListQuery
from common.openapi import example_of
from common.testing.plugin import migrate
from launcher.services import DATABASE_SERVICES, Service
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.contracts.filling import NOW, fill, listings, organization
from tests.contracts.product import ROOT, operations

MILLION = 1_000_000
ROWS = {
    "/api/v1/sessions": 10 * MILLION,
    "/api/v1/security-log": 10 * MILLION,
    "/api/v1/transactions": 10 * MILLION,
    "/api/v1/payments": 5 * MILLION,
    "/api/v1/users": MILLION,
    "/api/v1/commands": MILLION,
    "/api/v1/stations": 50_000,
}
OTHERS = 100_000
STEP = 500_000
LIMIT_MS = 100.0
BOUNDS = {"from": "2026-10-25T00:00:00Z", "to": "2026-11-20T00:00:00Z", "min": "10", "max": "60"}


@dataclass(frozen=True)
class Case:
    path: str
    whose: str
    question: str
    p95_ms: float
    plan: str


def questions(listing: Listing) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each sort both ways, and each filter alone with a value that finds something."""
    for sort in listing.table.sorts:
        yield f"sort={sort}", {"sort": sort}
        yield f"sort=-{sort}", {"sort": f"-{sort}"}
    schema = listing.query.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = schema.get("$defs", {})
    for name, field in schema["properties"].items():
        if name not in ListQuery.model_fields:
            yield f"{name}=…", {name: _value(name, field, parts)}


def _value(name: str, field: dict[str, Any], parts: dict[str, Any]) -> Any:
    if name == "q":
        return "word17"
    if name == "organization_id":
        return str(organization(3))
    if (bound := BOUNDS.get(name.rpartition("_")[2])) is not None:
        return bound
    if name.endswith("_id"):
        value: Any = str(UUID(int=17))
        return [value] if "array" in str(field) else value
    return example_of(field, parts)


async def measure(engine: AsyncEngine, path: str, listing: Listing, runs: int) -> list[Case]:
    found = []
    for whose, visible in (("all", "*"), ("one organisation", frozenset({organization(3)}))):
        principal = Principal(UUID(int=1), "user", "bench", frozenset(), None, visible)  # type: ignore[arg-type] # literal
        for question, values in questions(listing):
            query = listing.query.model_validate(values)
            times = [await _once(engine, listing, principal, query) for _ in range(runs)]
            p95 = statistics.quantiles(times, n=20)[-1] * 1000
            found.append(Case(path, whose, question, p95, await _plan(engine, listing, principal, query)))
            print(f"{p95:9.1f} ms  {path} {question} ({whose})", flush=True)
    return found


async def _once(engine: AsyncEngine, listing: Listing, principal: Principal, query: ListQuery) -> float:
    started = time.perf_counter()
    async with session_factory(engine)() as session:
        await listing.table.page(session, listing.statement(principal, query, NOW), query)
    return time.perf_counter() - started


async def _plan(engine: AsyncEngine, listing: Listing, principal: Principal, query: ListQuery) -> str:
    statement = listing.table.filtered(listing.statement(principal, query, NOW), query)
    page = listing.table.ordered(statement, query.sort).limit(query.limit)
    sql = str(page.compile(dialect=engine.dialect, compile_kwargs={"literal_binds": True})).replace(":", r"\:")
    async with engine.connect() as connection:
        lines = await connection.scalars(text(f"explain (analyze, buffers) {sql}"))
        return "\n".join(map(str, lines.all()))


@asynccontextmanager
async def seeded(service: Service, scale: float) -> AsyncIterator[AsyncEngine]:
    admin_url = os.environ["TEST_DATABASE_ADMIN_URL"]
    name = f"scale_{uuid7().hex[-12:]}"
    admin = await asyncpg.connect(admin_url)
    await admin.execute(f'create database "{name}"')
    url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
    migrate(ROOT / "services" / service.name, url)
    engine = create_engine(url)
    try:
        for path, listing in listings(service).items():
            await _grow(engine, path, listing, max(1000, int(ROWS.get(path, OTHERS) * scale)))
        yield engine
    finally:
        await engine.dispose()
        await admin.execute(f'drop database "{name}" with (force)')
        await admin.close()


async def _grow(engine: AsyncEngine, path: str, listing: Listing, total: int) -> None:
    started = time.perf_counter()
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        for first in range(1, total + 1, STEP):
            await fill(connection, listing, first, min(first + STEP - 1, total), total)
    print(f"{total:>10} rows  {path}  in {time.perf_counter() - started:.0f} s", flush=True)


def write(cases: list[Case], scale: float, folder: Path) -> None:
    """docs/scale/README.md, and a file of plans for each list."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "# Lists at size",
        "",
        f"Written by `make bench-scale` at SCALE={scale:g}. SCALE=1 is 10 million sessions and log entries, 5 million",
        "payments, 1 million users, 50,000 stations. p95 of the whole list call (page, total, what the rows are shown",
        "with), as somebody who sees all organisations and as somebody who sees one of twenty. Plans lie beside.",
        "",
        "| list | question | all, ms | one organisation, ms |",
        "| --- | --- | --: | --: |",
    ]
    by_question: dict[tuple[str, str], dict[str, float]] = {}
    for case in cases:
        by_question.setdefault((case.path, case.question), {})[case.whose] = case.p95_ms
    for (path, question), times in by_question.items():
        shown = " | ".join(_shown(times.get(whose)) for whose in ("all", "one organisation"))
        lines.append(f"| `{path.removeprefix('/api/v1')}` | `{question}` | {shown} |")
    slow = [case for case in cases if case.p95_ms > LIMIT_MS]
    lines += ["", f"{len(cases) - len(slow)} of {len(cases)} within {LIMIT_MS:.0f} ms."]
    (folder / "README.md").write_text("\n".join(lines) + "\n")
    for path in {case.path for case in cases}:
        plans = [f"-- {case.question} ({case.whose})\n{case.plan}\n" for case in cases if case.path == path]
        (folder / f"{path.removeprefix('/api/v1/').replace('/', '_')}.txt").write_text("\n".join(plans))


def _shown(milliseconds: float | None) -> str:
    if milliseconds is None:
        return ""
    return f"**{milliseconds:.0f}**" if milliseconds > LIMIT_MS else f"{milliseconds:.1f}"


async def run(options: argparse.Namespace) -> None:
    operations()
    cases = []
    for service in DATABASE_SERVICES:
        if not listings(service) or (options.service and service.name not in options.service):
            continue
        async with seeded(service, options.scale) as engine:
            for path, listing in listings(service).items():
                cases += await measure(engine, path, listing, options.runs)
    write(cases, options.scale, options.output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--service", action="append")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "scale")
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
