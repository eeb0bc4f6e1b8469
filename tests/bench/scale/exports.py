"""How long an export takes, and how much memory, at 10,000 and at 100,000 rows: a part of `make bench-scale`.

`python -m tests.bench.scale.exports --list /users` measures one list alone. The application is called as the web server
calls it, and the body is thrown away as it comes. Figures go to docs/scale/exports.json and its README.
"""

import argparse
import asyncio
import gc
import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from common.db import async_url
from common.testing.helpers import bearer
from fastapi import FastAPI
from launcher.services import DATABASE_SERVICES
from sqlalchemy.ext.asyncio import create_async_engine

from tests.contracts.filling import NOW
from tests.contracts.product import ROOT, operations

from .measuring import Desk, place_of
from .plausible import LOG_DAYS
from .report import write_exports
from .seeding import database_url

SIZES: Final = (10_000, 100_000)
_YEARS_DAYS: Final = 730
"""The seeded rows are spread evenly over two years."""


@dataclass(frozen=True, slots=True)
class Export:
    """`since`: the filter that leaves about as many rows as are wanted of `total`; none: organisations do.

    Whoever has no more than 100,000 rows, or rows of no organisation, gives all of them (`is_whole`).
    """

    service: str
    path: str
    total: int
    since: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    days: float = _YEARS_DAYS
    is_whole: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        return (self.total,) if self.is_whole else SIZES

    def query(self, rows: int) -> dict[str, str]:
        if not self.since:
            return {**self.given}
        return {**self.given, self.since: (NOW - timedelta(days=self.days * rows / self.total)).isoformat()}

    def visible(self, rows: int) -> Any:
        """Each of those organisations owns a sixtieth."""
        if self.since or self.is_whole:
            return "*"
        return [UUID(int=number) for number in range(3, 3 + max(1, rows * 60 // self.total))]


EXPORTS: Final = (
    Export("sessions-api", "/api/v1/sessions", 9_500_000, "started_from"),
    Export("sessions-api", "/api/v1/transactions", 2_000_000, "started_from"),
    Export("billing-api", "/api/v1/payments", 5_000_000, "created_from"),
    Export("billing-api", "/api/v1/charges", 1_000_000),
    Export("identity-api", "/api/v1/users", 1_000_000),
    Export("identity-api", "/api/v1/credentials", 1_200_000),
    Export("identity-api", "/api/v1/security-log", 10_000_000, "at_from"),
    Export("stations-api", "/api/v1/stations", 50_000, is_whole=True),
    Export("stations-api", "/api/v1/stations/{station_id}/variables", 5_000, is_whole=True),
    Export("stations-api", "/api/v1/connectors/{connector_id}/history", 50_000, is_whole=True),
    Export("stations-api", "/api/v1/unknown-stations", 10_000, is_whole=True),
    Export("stations-api", "/api/v1/regions", 85, is_whole=True),
    Export("stations-api", "/api/v1/commands", 1_000_000),
    Export("stations-api", "/api/v1/incidents", 300_000, "opened_from"),
    Export("stations-api", "/api/v1/operation-log", 1_000_000, "from"),
    Export(
        "stations-api", "/api/v1/protocol-log", 100_000, "from", {"station_id": str(UUID(int=3))}, days=LOG_DAYS - 1
    ),
    Export("notifications-api", "/api/v1/deliveries", 1_000_000, "created_from"),
    Export("updates-api", "/api/v1/software", 200_000),
    Export("sessions-api", "/api/v1/quarantine", 100_000, is_whole=True),
    *(
        Export(service, f"/api/v1/{path}", total, is_whole=True)
        for service, path, total in (
            ("billing-api", "tariffs", 500),
            ("billing-api", "user-groups", 300),
            ("billing-api", "station-groups", 300),
            ("identity-api", "roles", 4),
            ("identity-api", "rights", 200),
            ("identity-api", "organizations", 200),
            ("identity-api", "api-clients", 300),
            ("notifications-api", "webhooks", 300),
        )
    ),
    *(
        Export(service.name, f"/api/v1/dead-letters/{service.name.removesuffix('-api')}", 10_000, is_whole=True)
        for service in DATABASE_SERVICES
    ),
)


async def exported(app: FastAPI, path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> int:
    """Bytes of the file."""
    size = 0

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3_600)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        nonlocal size
        assert message.get("status", 200) == 200, message
        size += len(message.get("body", b""))

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "path": f"{path}/export",
        "raw_path": f"{path}/export".encode(),
        "query_string": urlencode(query).encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "scheme": "http",
        "server": ("test", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, send)
    return size


async def run(scale: float, only: str, folder: Path) -> None:
    operations()
    services = {service.name: service for service in DATABASE_SERVICES}
    for one in EXPORTS:
        if not one.path.endswith(only):
            continue
        engine = create_async_engine(async_url(database_url(services[one.service], scale)), pool_size=1, max_overflow=0)
        async with Desk.of(services[one.service], engine) as desk:
            for kind in ("csv", "xlsx"):
                for rows in one.sizes:
                    keep(await measured(desk, one, kind, rows), folder)
        await engine.dispose()


async def measured(desk: Desk, export: Export, kind: str, rows: int) -> dict[str, Any]:
    operation = next(one for one in desk.lists if one.path == export.path)
    headers, path = bearer(operation.body["x-right"], organizations=export.visible(rows)), place_of(operation)
    counted = await desk.browser.get(path, params=export.query(rows), headers=headers)
    gc.collect()
    _forget_peak()
    started, busy, before = time.perf_counter(), desk.busy_ms(), _memory_mb("VmRSS")
    size = await exported(desk.app, path, {**export.query(rows), "format": kind}, headers)
    return {
        "list": export.path.removeprefix("/api/v1"),
        "kind": kind,
        "rows": counted.json()["total"],
        "seconds": round(time.perf_counter() - started, 1),
        "processor_seconds": round((desk.busy_ms() - busy) / 1000, 1),
        "megabytes": round(size / 1e6, 1),
        "peak_grew_mb": round(_memory_mb("VmHWM") - before, 1),
        "load": round(os.getloadavg()[0], 1),
    }


def keep(told: dict[str, Any], folder: Path) -> None:
    """Lists are measured one by one: exports.json has the latest of each."""
    print(json.dumps(told), flush=True)
    file = folder / "exports.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    known[f"{told['list']} {told['kind']} {'large' if told['rows'] > 2 * SIZES[0] else 'small'}"] = told
    file.write_text(json.dumps(dict(sorted(known.items())), indent=1) + "\n")


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def _memory_mb(name: str) -> float:
    line = next(one for one in Path("/proc/self/status").read_text().splitlines() if one.startswith(name))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--list", default="", help="only the list whose path ends so")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "scale")
    options = parser.parse_args()
    asyncio.run(run(options.scale, options.list, options.output))
    write_exports(options.output)
