"""StartTransaction beside ten million stored sessions: `python tests/bench/starts.py --output var/bench.json`.

Takes the database that `make bench-scale` has seeded for sessions-api (ten million sessions; SCALE_DATABASE_ADMIN_URL),
and an empty one on the same server. On each, sessions-api's worker takes in what a gateway publishes, while a station
starts and stops transactions, all of which must stand in that database in the end. Adds the median of the answers to
`start_ms_by_sessions`. A broker is started unless TEST_KAFKA_BOOTSTRAP names one; what is stored is taken out again.
"""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import uvloop
from common.ids import uuid7
from common.testing.helpers import eventually
from common.testing.plugin import migrate
from common.topics import ensure_topics, read_topics
from csms_gateway.bench.load import connect_fleet
from csms_gateway.bench.subject import Subject, free_port, register, running_subject
from launcher.testing import Servers
from pipeline import STARTS, start_ms

ROOT = Path(__file__).resolve().parents[2]
SESSIONS_API = ROOT / "services" / "sessions-api"
SEEDED, EMPTY = "scale_sessions_api", "bench_starts_empty"
PATIENCE_SECONDS = 300
OF_STATION = "select count(*) from transactions where station_id = $1 and ended_at is not null"
FORGET = (
    "delete from session_history where session_id in (select id from sessions where station_id = any($1))",
    "delete from session_events where session_id in (select id from sessions where station_id = any($1))",
    "delete from transactions where station_id = any($1)",
    "delete from sessions where station_id = any($1)",
)
FORGET_TOPICS = ("delete from dead_letters where topic like $1", "delete from consumer_offsets where topic like $1")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    options = parser.parse_args()
    with kafka() as bootstrap:
        result = uvloop.run(measure(bootstrap, os.environ["SCALE_DATABASE_ADMIN_URL"]))
    result["starts_load_average"] = os.getloadavg()[0]
    print(json.dumps(result))
    if options.output is not None:
        earlier = json.loads(options.output.read_text()) if options.output.exists() else {}
        known = {name: earlier.get(name, {}) | told for name, told in result.items() if isinstance(told, dict)}
        options.output.write_text(json.dumps({**earlier, **result, **known}, indent=2) + "\n")


@contextlib.contextmanager
def kafka() -> Iterator[str]:
    given = os.environ.get("TEST_KAFKA_BOOTSTRAP")
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="starts-bench-") as folder, Servers.started(Path(folder)) as servers:
        yield servers.kafka_bootstrap


async def measure(bootstrap: str, admin_url: str) -> dict[str, Any]:
    prefix = f"starts_{uuid7().hex[-8:]}."
    await ensure_topics(bootstrap, read_topics(ROOT / "deploy" / "topics.toml", prefix))
    keys = await register(bootstrap, prefix, 2)
    answers = dict[str, float]()
    async with running_subject(bootstrap, prefix) as subject, empty_database(admin_url):
        for key, name in zip(keys, (EMPTY, SEEDED), strict=True):
            url = f"{admin_url.rsplit('/', 1)[0]}/{name}"
            await asyncio.to_thread(migrate, SESSIONS_API, url)
            async with worker(url, bootstrap, prefix):
                rows, answer = await beside(url, subject, key)
            answers[str(rows)] = answer
            await forget(url, subject.ids_of(keys), prefix)
    return {"start_ms_by_sessions": answers}


async def beside(url: str, subject: Subject, key: str) -> tuple[int, float]:
    """Stored sessions, and milliseconds to the answer while the worker takes in what is told."""
    database, [station_id] = await asyncpg.connect(url), subject.ids_of([key])
    [station] = await connect_fleet(subject.port, [key])
    try:
        rows: int = await database.fetchval("select count(*) from sessions")
        answer = await start_ms(station)

        async def are_stored() -> bool:
            return bool(await database.fetchval(OF_STATION, station_id) >= STARTS)

        await eventually(are_stored, seconds=PATIENCE_SECONDS, pause=0.1)
        return rows, answer
    finally:
        station.leave()
        await database.close()


async def forget(url: str, station_ids: list[str], prefix: str) -> None:
    """The seeded database is to stay as it was; the reader of the second round reads the first station's facts too."""
    database = await asyncpg.connect(url)
    for statement in FORGET:
        await database.execute(statement, station_ids)
    for statement in FORGET_TOPICS:
        await database.execute(statement, f"{prefix}%")
    await database.close()


@contextlib.asynccontextmanager
async def worker(url: str, bootstrap: str, prefix: str) -> AsyncIterator[None]:
    """sessions-api on that database, reading what this gateway publishes."""
    with tempfile.TemporaryDirectory(prefix="starts-bench-") as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "KAFKA_BOOTSTRAP": bootstrap,
            "KAFKA_TOPIC_PREFIX": prefix,
            "DATA_DIR": folder,
            "PORT": str(free_port()),
            "LOG_LEVEL": "CRITICAL",  # the bench's stations are no more than a key: readers put them aside, loudly
        }
        command = (sys.executable, "-m", "sessions_api", "--role", "worker")
        process = await asyncio.create_subprocess_exec(*command, env=environment)
        try:
            yield
        finally:
            process.terminate()
            await process.wait()


@contextlib.asynccontextmanager
async def empty_database(admin_url: str) -> AsyncIterator[None]:
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.execute(f"create database {EMPTY}")
        yield
    finally:
        await admin.execute(f"drop database if exists {EMPTY} with (force)")
        await admin.close()


if __name__ == "__main__":
    main()
