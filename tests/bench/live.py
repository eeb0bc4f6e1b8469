"""How live the pages are: `python tests/bench/live.py --output var/bench.json` (about three minutes).

Writes, beside the keys that are there: `frame_to_pixel_p95_ms` (and `_median_ms`), from a station's frame to the list
in Chromium, while a fleet of 200 stations lives; `idle_streams_core_percent`, what 50 open streams cost in per cent of
one core while nothing happens. Goals of issue 7: 1,000 ms, 10 %.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
from launcher.settings import ROOT
from launcher.testing import Stack
from stack import PROC, children_by_parent, stat_of, tree

FLEET_STATIONS = 200
FLEET_SPEED = 20
STREAMS = 50
IDLE_SECONDS = 20.0
SAMPLES = 60
PROBE, SECRET = "PROBE0001", "probe-password-0001"
USER_TICKS, SYSTEM_TICKS = 11, 12  # fields of /proc/<pid>/stat after the name
ONLINE_LINE = f"of {FLEET_STATIONS} online"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="smartcharging-bench-") as folder, Stack.started(Path(folder)) as stack:
        result = {**idle_streams(stack), **frame_to_pixel(stack), "live_load_average": os.getloadavg()[0]}
    print(json.dumps(result))
    if options.output is not None:
        earlier = json.loads(options.output.read_text()) if options.output.exists() else {}
        options.output.write_text(json.dumps({**earlier, **result}, indent=2) + "\n")


def idle_streams(stack: Stack) -> dict[str, Any]:
    """CPU of web server and notifications-api with the streams open, less what they take without."""
    without = core_percent(stack)
    headers = {"Authorization": f"Bearer {stack.token()}"}
    with ExitStack() as opened:
        client = opened.enter_context(httpx.Client(limits=httpx.Limits(max_connections=STREAMS), timeout=30))
        for _ in range(STREAMS):
            response = opened.enter_context(client.stream("GET", stack.url("/api/v1/stream"), headers=headers))
            response.raise_for_status()
        with_them = core_percent(stack)
    return {"idle_streams_core_percent": round(max(0.0, with_them - without), 2)}


def core_percent(stack: Stack) -> float:
    began, before = time.monotonic(), cpu_seconds(stack)
    time.sleep(IDLE_SECONDS)
    return (cpu_seconds(stack) - before) / (time.monotonic() - began) * 100


def cpu_seconds(stack: Stack) -> float:
    children, processes = children_by_parent(), stack.processes()
    roots = [processes[name].pid for name in ("nginx", "notifications-api")]
    fields = [stat_of(PROC / str(pid)) for root in roots if root is not None for pid in tree(root, children)]
    ticks = sum(int(field[USER_TICKS]) + int(field[SYSTEM_TICKS]) for field in fields if field)
    return ticks / os.sysconf("SC_CLK_TCK")


def frame_to_pixel(stack: Stack) -> dict[str, Any]:
    add_probe(stack)
    environment = {**os.environ, **stack.environment, "PROBE_KEY": PROBE, "PROBE_SECRET": SECRET}
    with fleet(stack):
        done = subprocess.run(
            ["node", "scripts/live-bench.mjs"],
            cwd=ROOT / "frontend",
            env={**environment, "SAMPLES": str(SAMPLES)},
            check=True,
            stdout=subprocess.PIPE,
        )
    passed = sorted(json.loads(done.stdout))
    return {
        "frame_to_pixel_p95_ms": passed[int(len(passed) * 0.95)],
        "frame_to_pixel_median_ms": statistics.median(passed),
    }


def add_probe(stack: Stack) -> None:
    body = {
        "number": PROBE,
        "key": PROBE,
        "name": PROBE,
        "secret": SECRET,
        "connectors": [{"number": 1, "type": "ccs2", "max_power_w": 60_000}],
    }
    headers = {"Authorization": f"Bearer {stack.token()}"}
    httpx.post(stack.url("/api/v1/stations"), headers=headers, json=body).raise_for_status()


@contextmanager
def fleet(stack: Stack) -> Iterator[None]:
    """A living fleet, from the moment when all its stations are online."""
    command = [sys.executable, "-m", "simulator", "fleet", f"--stations={FLEET_STATIONS}", f"--speed={FLEET_SPEED}"]
    environment = {**os.environ, **stack.environment}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if line.startswith(f"{FLEET_STATIONS} {ONLINE_LINE}"):
                break
        yield
    finally:
        process.terminate()
        process.communicate()


if __name__ == "__main__":
    main()
