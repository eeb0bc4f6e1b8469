"""`make bench-scale`: p95 of every documented sort and filter of every list at full size, and of its files the time and
the memory; writes docs/scale/.

SCALE=1 (default): 10 million sessions and log entries, 5 million payments, 1 million users, 50,000 stations; SCALE=0.01
tries the tool. Needs a PostgreSQL with room (about 35 GB at full size) in SCALE_DATABASE_ADMIN_URL, on this machine.
The databases `scale_…` stay and are found again by the next run: drop them by hand.
"""

import argparse
import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from common.db import async_url
from launcher.services import DATABASE_SERVICES, Service
from sqlalchemy.ext.asyncio import create_async_engine

from tests.contracts.product import ROOT, Operation, operations

from . import exports
from .measuring import Desk, Measured, measured
from .report import known, write_exports, write_list, write_table
from .seeding import database_url, seed


async def measure(service: Service, options: argparse.Namespace) -> None:
    # one connection: the tool looks at how long its backend has run
    engine = create_async_engine(async_url(database_url(service, options.scale)), pool_size=1, max_overflow=0)
    try:
        async with Desk.of(service, engine) as desk:
            for operation in desk.lists:
                if operation.path.endswith(options.list) and not (options.missing and is_known(operation, options)):
                    found = [one async for one in measured(desk, operation, options.runs, is_quick=options.quick)]
                    _tell(found)
                    await write_list(desk, operation, found, options.output, is_whole=not options.quick)
    finally:
        await engine.dispose()


def is_known(operation: Operation, options: argparse.Namespace) -> bool:
    """A run that was broken off goes on where it was: each list is written when it is done."""
    return not options.quick and known(options.output).get(operation.path, {}).get("is_whole", False)


def _tell(found: Sequence[Measured]) -> None:
    slow = [one for one in found if min(one.busy) > one.LIMIT_MS]
    print(f"{found[0].path}: {len(found)} questions, {len(slow)} slow", flush=True)
    for one in slow:
        print(f"  {min(one.busy):8.1f} ms  {one.reader:6} {one.question.sort:16} {one.question.shown}", flush=True)


async def run(options: argparse.Namespace) -> None:
    operations()
    options.output.mkdir(parents=True, exist_ok=True)
    for service in DATABASE_SERVICES:
        if not options.service or service.name in options.service:
            await seed(service, options.scale)
            if not options.only_seed:
                await measure(service, options)
    if options.only_seed:
        return
    write_table(options.output)
    if not options.service:
        await exports.run(options.scale, options.list, options.output)
        write_exports(options.output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--service", action="append", help="only this one (may be repeated)")
    parser.add_argument("--list", default="", help="only the list whose path ends so")
    parser.add_argument("--quick", action="store_true", help="two readers, filters with the first sort only")
    parser.add_argument("--missing", action="store_true", help="only lists that have not been asked everything yet")
    parser.add_argument("--only-seed", action="store_true")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "scale")
    os.environ.setdefault("SCALE_DATABASE_ADMIN_URL", os.environ.get("TEST_DATABASE_ADMIN_URL", ""))
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
