"""CPU per message at 10 and at 2,000 stations: two gateways side by side, measured in turns."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import orjson
import uvloop
from common.ids import uuid7

from csms_gateway.bench.load import Station, connect_fleet, play, until_answered
from csms_gateway.bench.subject import Subject, register, running_subject

FLEETS = (10, 2_000)


async def measure(bootstrap: str, *, rate: int, slices: int, seconds: float) -> dict[str, float]:
    """Median CPU microseconds per MeterValues message, by number of connected stations."""
    prefix = f"bench_{uuid7().hex[-8:]}."
    keys = await register(bootstrap, prefix, max(FLEETS))
    async with running_subject(bootstrap, prefix) as few, running_subject(bootstrap, prefix) as many:
        runs: list[tuple[Subject, list[Station], list[float]]] = []
        for subject, count in ((few, FLEETS[0]), (many, FLEETS[1])):
            runs.append((subject, await connect_fleet(subject.port, keys[:count]), []))
        for _ in range(slices):
            for subject, fleet, costs in runs:
                costs.append(await _cost(subject, fleet, rate, seconds))
        return {str(len(fleet)): round(median(costs), 1) for _, fleet, costs in runs}


async def _cost(subject: Subject, fleet: list[Station], rate: int, seconds: float) -> float:
    before = subject.cpu_seconds()
    sent = await play(fleet, rate, seconds)
    await until_answered(fleet)
    return (subject.cpu_seconds() - before) / sent * 1e6


@contextmanager
def _kafka() -> Iterator[str]:
    """The broker of the environment, else one of our own for as long as it takes."""
    given = os.environ.get("TEST_KAFKA_BOOTSTRAP") or os.environ.get("KAFKA_BOOTSTRAP")
    if given:
        yield given
        return
    from launcher.testing import Servers  # noqa: PLC0415 - a tool of the workspace, not of the service

    with tempfile.TemporaryDirectory(prefix="gateway-bench-kafka-") as folder, Servers.started(Path(folder)) as servers:
        yield servers.kafka_bootstrap


def main() -> None:
    parser = argparse.ArgumentParser(prog="csms_gateway.bench")
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    parser.add_argument("--rate", type=int, default=500, help="messages a second over the whole fleet")
    parser.add_argument("--slices", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a slice")
    options = parser.parse_args()
    with _kafka() as bootstrap:
        costs = uvloop.run(
            measure(bootstrap, rate=options.rate, slices=options.slices, seconds=options.seconds),
        )
    result = {"cpu_us_by_stations": costs}
    print(orjson.dumps(result).decode())
    if options.output is not None:
        earlier = orjson.loads(options.output.read_bytes()) if options.output.exists() else {}
        options.output.write_bytes(orjson.dumps({**earlier, **result}, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    main()
