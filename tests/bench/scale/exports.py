"""How long an export of some 100,000 rows takes, and how much memory: `python -m tests.bench.scale.exports`.

The application is called as the web server calls it, and the body is thrown away as it comes. Wants databases that
`make bench-scale` has filled.
"""

import argparse
import asyncio
import json
import resource
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from common.db import async_url
from common.testing.helpers import bearer
from fastapi import FastAPI
from launcher.services import DATABASE_SERVICES
from sqlalchemy.ext.asyncio import create_async_engine

from tests.contracts.product import operations

from .measuring import Desk
from .seeding import database_url

_SIX: Final = [UUID(int=number) for number in range(3, 9)]
EXPORTS: Final[Mapping[str, tuple[str, Any, dict[str, str]]]] = {
    "/api/v1/sessions": ("sessions-api", "*", {"started_from": "2026-11-17T12:00:00Z"}),
    "/api/v1/users": ("identity-api", _SIX, {}),
    "/api/v1/security-log": ("identity-api", "*", {"at_from": "2026-11-18T04:00:00Z"}),
}
"""Whose rows, and which: about 100,000 of each."""


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


async def run(scale: float) -> None:
    operations()
    services = {service.name: service for service in DATABASE_SERVICES}
    for path, (name, visible, filters) in EXPORTS.items():
        engine = create_async_engine(async_url(database_url(services[name], scale)), pool_size=1, max_overflow=0)
        async with Desk.of(services[name], engine) as desk:
            right = next(one for one in desk.lists if one.path == path).body["x-right"]
            for kind in ("csv", "xlsx"):
                started, busy, memory = time.perf_counter(), desk.busy_ms(), _peak_mb()
                headers = bearer(right, organizations=visible)
                size = await exported(desk.app, path, {**filters, "format": kind}, headers)
                told = {
                    "export": f"{path} {kind}",
                    "seconds": round(time.perf_counter() - started, 1),
                    "processor_seconds": round((desk.busy_ms() - busy) / 1000, 1),
                    "megabytes": round(size / 1e6, 1),
                    "peak_grew_mb": round(_peak_mb() - memory, 1),
                }
                print(json.dumps(told), flush=True)
        await engine.dispose()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    asyncio.run(run(parser.parse_args().scale))
