"""The whole bench in one run: `python -m csms_gateway.bench --output var/bench.json` (about three minutes)."""

import argparse
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
import uvloop
from common.ids import uuid7

from csms_gateway.bench.crowds import STORM, allow_many_files, measure_storm, measure_weight
from csms_gateway.bench.durability import measure_durability
from csms_gateway.bench.fleets import FLEETS, measure_fleets
from csms_gateway.bench.layers import measure_layers
from csms_gateway.bench.native import measure_native
from csms_gateway.bench.ratios import measure_ratios
from csms_gateway.bench.subject import pin, register, running_subject

RATES = (5_000, 5_500, 6_000, 7_000, 8_000, 10_000)


async def measure(bootstrap: str, *, rates: Sequence[int], slices: int, seconds: float) -> dict[str, Any]:
    """All keys of var/bench.json that are the gateway's."""
    prefix = f"bench_{uuid7().hex[-8:]}."
    keys = await register(bootstrap, prefix, max(STORM, *FLEETS))
    async with running_subject(bootstrap, prefix) as subject:
        result: dict[str, Any] = {"kib_per_connection": await measure_weight(subject, keys)}
        result["reconnect_5000_s"] = await measure_storm(subject, keys)
        result |= await measure_durability(subject, keys, bootstrap, prefix + "station-events", rates, seconds * 2)
        result |= await measure_ratios(subject, keys, slices, seconds)
        result |= await measure_native(subject, keys, slices, seconds)
    result["ocpp_layer_ratio"] = await measure_layers()
    result["cpu_us_by_stations"] = await measure_fleets(bootstrap, prefix, keys, slices, seconds)
    return result


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
    parser.add_argument(
        "--rates", type=int, nargs="+", default=RATES, help="messages a second of the durable part, step by step"
    )
    parser.add_argument("--slices", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a slice")
    options = parser.parse_args()
    allow_many_files()
    with _kafka() as bootstrap:
        pin(os.getpid(), core=1)
        result = uvloop.run(
            measure(bootstrap, rates=options.rates, slices=options.slices, seconds=options.seconds),
        )
    print(orjson.dumps(result).decode())
    if options.output is not None:
        earlier = orjson.loads(options.output.read_bytes()) if options.output.exists() else {}
        options.output.write_bytes(orjson.dumps({**earlier, **result}, option=orjson.OPT_INDENT_2) + b"\n")


if __name__ == "__main__":
    main()
