"""Pages in a real browser: `python -m tests.bench.scale.pages --output var/bench.json` (about two minutes).

Writes, beside the keys that are there (p95 and median of each): `list_interactive_ms`, from the beginning of the
navigation until the list of 10,000 sessions can be used, nothing being in the browser's cache; `chart_24h_ms`, from the
press on the tab until the charts of a day of 5,760 moments are drawn; `shell_gzip_kb`, what every page loads first.
Goals of issues 6 and 7: 1,500 ms, 300 ms, 150 kB.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path

from common.db import async_url
from launcher import commands
from launcher.addresses import admin_url
from launcher.settings import ROOT
from launcher.testing import Stack
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from .long_session import LONG_SESSION, finish_sessions
from .plausible import HELPERS
from .seeding import insertion

SESSIONS = 10_000
SAMPLES = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="smartcharging-bench-") as folder, Stack.started(Path(folder)) as stack:
        asyncio.run(fill(stack))
        result = {**in_browser(stack), "shell_gzip_kb": shell_kb(), "pages_load_average": os.getloadavg()[0]}
    print(json.dumps(result))
    if options.output is not None:
        earlier = json.loads(options.output.read_text()) if options.output.exists() else {}
        options.output.write_text(json.dumps({**earlier, **result}, indent=2) + "\n")


async def fill(stack: Stack) -> None:
    """Ten thousand sessions, and the one of a day with its history."""
    url = async_url(admin_url(stack.settings, commands.vault_of(stack.settings)))
    path = {"server_settings": {"search_path": "sessions"}}
    engine = create_async_engine(url, connect_args=path)
    table = import_module("sessions_api.sessions.models").Session.__table__
    columns = [column for column in table.columns if column.computed is None]
    async with engine.begin() as connection:
        for statement in HELPERS.strip().split(";\n"):
            await connection.execute(text(statement.rstrip(";").replace(":", r"\:")))
        await connection.execute(text(insertion(table, columns, SESSIONS, 0.001).replace(":", r"\:")))
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("vacuum analyze sessions"))
    await finish_sessions(engine)
    await engine.dispose()


def in_browser(stack: Stack) -> dict[str, float]:
    environment = {**os.environ, **stack.environment, "SESSION_ID": str(LONG_SESSION), "SAMPLES": str(SAMPLES)}
    script = ["node", "scripts/pages-bench.mjs"]
    done = subprocess.run(script, cwd=ROOT / "frontend", env=environment, check=True, stdout=subprocess.PIPE)
    found: dict[str, list[float]] = json.loads(done.stdout)
    return {key: value for name, passed in found.items() for key, value in told(name, passed).items()}


def told(name: str, passed: list[float]) -> dict[str, float]:
    p95 = statistics.quantiles(passed, n=20, method="inclusive")[-1]
    return {f"{name}_ms": round(p95, 1), f"{name}_median_ms": round(statistics.median(passed), 1)}


def shell_kb() -> float:
    """As the build checks it; the budget is the build's matter."""
    script = ["node", "scripts/check-size.mjs"]
    done = subprocess.run(script, cwd=ROOT / "frontend", check=False, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.splitlines()[-1].split()[0])


if __name__ == "__main__":
    main()
