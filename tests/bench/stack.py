"""Memory and start of the whole product: `python tests/bench/stack.py --output var/bench.json` (about two minutes).

Writes, beside the keys that are there: `stack_pss_mb`, the highest sum of PSS over all processes of the product while
300 generated sessions are replayed, `stack_pss_mb_by_process`, and `warm_start_s`, the median of five starts (`make up`
with everything installed, until every part is ready). Goals of issue 4: 2,500 MB, 15 s.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from launcher.daemon import Daemon
from launcher.starting import OWNER
from launcher.testing import Stack

STARTS = 5
SAMPLE_SECONDS = 1.0
PARENT = 1  # field of /proc/<pid>/stat after the name
PROC = Path("/proc")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path, help="JSON file; other keys in it are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="smartcharging-bench-") as folder, Stack.started(Path(folder)) as stack:
        result = {**memory(stack), **warm_start(stack), "stack_load_average": os.getloadavg()[0]}
    print(json.dumps(result))
    if options.output is not None:
        earlier = json.loads(options.output.read_text()) if options.output.exists() else {}
        options.output.write_text(json.dumps({**earlier, **result}, indent=2) + "\n")


def memory(stack: Stack) -> dict[str, Any]:
    with sampling(stack) as samples:
        replay(stack)
    highest = max(samples, key=lambda sample: sum(sample.values()))
    return {
        "stack_pss_mb": round(sum(highest.values()), 1),
        "stack_pss_mb_by_process": {name: round(size, 1) for name, size in sorted(highest.items())},
    }


def replay(stack: Stack) -> None:
    given = stack.environment
    command = [sys.executable, "-m", "simulator", "replay", "--url", given["OCPP_URL"], "--api", given["API_URL"]]
    subprocess.run(command, env={**os.environ, **given}, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def sampling(stack: Stack) -> Iterator[list[dict[str, float]]]:
    """Grows by one sample a second: MB of PSS by name of the program."""
    samples: list[dict[str, float]] = []
    finished = threading.Event()

    def sample() -> None:
        while not finished.wait(SAMPLE_SECONDS):
            samples.append(pss_by_program(stack))

    thread = threading.Thread(target=sample)
    thread.start()
    try:
        yield samples
    finally:
        finished.set()
        thread.join()


def pss_by_program(stack: Stack) -> dict[str, float]:
    """A program with all processes below it (PostgreSQL's backends); what is left of the tree is the launcher's."""
    children = children_by_parent()
    sizes = {
        name: sum(pss_mb(pid) for pid in tree(entry.pid, children))
        for name, entry in stack.processes().items()
        if entry.pid is not None
    }
    launcher = Daemon(stack.settings).pid
    assert launcher is not None
    whole = sum(pss_mb(pid) for pid in tree(launcher, children))
    return {**sizes, "launcher": max(0.0, whole - sum(sizes.values()))}


def children_by_parent() -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for entry in PROC.iterdir():
        if entry.name.isdigit() and (fields := stat_of(entry)):
            found[int(fields[PARENT])].append(int(entry.name))
    return found


def stat_of(process: Path) -> list[str]:
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:  # gone meanwhile
        return []


def tree(pid: int, children: dict[int, list[int]]) -> Iterator[int]:
    yield pid
    for child in children.get(pid, []):
        yield from tree(child, children)


def pss_mb(pid: int) -> float:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:  # gone meanwhile
        return 0.0
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def warm_start(stack: Stack) -> dict[str, Any]:
    seconds = []
    for _ in range(STARTS):
        launcher(stack, "down")
        began = time.monotonic()
        launcher(stack, "up")
        seconds.append(round(time.monotonic() - began, 2))
    return {"warm_start_s": statistics.median(seconds), "warm_starts_s": seconds}


def launcher(stack: Stack, command: str) -> None:
    environment = {**os.environ, **stack.settings.values, OWNER: str(os.getpid())}
    subprocess.run([sys.executable, "-m", "launcher", command], env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
