"""Many connections: what an idle one weighs, and how long a whole network takes to come back at once."""

import asyncio
import resource
from collections.abc import Sequence
from typing import Final

from common.testing.helpers import eventually

from csms_gateway.bench.load import connect_fleet
from csms_gateway.bench.subject import Subject

IDLE: Final = 2_000
STORM: Final = 5_000
_FILES: Final = 16_384


def allow_many_files() -> None:
    """Both ends of thousands of sockets; the subject inherits the limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(_FILES, hard), hard))


async def measure_weight(subject: Subject, keys: Sequence[str]) -> float:
    """KiB of resident memory per idle connection."""
    before = subject.resident_kib()
    fleet = await connect_fleet(subject.port, keys[:IDLE])
    await asyncio.sleep(2.0)  # the facts of connecting go to Kafka and out of memory
    weight = (subject.resident_kib() - before) / len(fleet)
    for station in fleet:
        station.leave()
    await until_empty(subject)
    return round(weight, 1)


async def measure_storm(subject: Subject, keys: Sequence[str]) -> float:
    """Seconds until the last of 5,000 stations that knock at once is in."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    fleet = await connect_fleet(subject.port, keys[:STORM], at_once=STORM)
    took = loop.time() - began
    for station in fleet:
        station.leave()
    await until_empty(subject)
    return round(took, 2)


async def until_empty(subject: Subject) -> None:
    async def is_empty() -> bool:
        return b"\ngateway_connections 0.0" in await subject.metrics()

    await eventually(is_empty, seconds=20)
