"""CPU seconds of every part of a running product: where a message's time goes when the machine is full."""

import os
import re
import time
from collections import defaultdict
from pathlib import Path

from launcher.testing import Stack
from stack import PROC, children_by_parent, stat_of, tree

USER_TICKS, SYSTEM_TICKS = 11, 12  # fields of /proc/<pid>/stat after the name
BACKEND = re.compile(r"postgres: (?:\d+/\w+: )?(\w+) \w+ 127\.0\.0\.1")

CpuByPart = dict[str, float]


def cpu_by_part(stack: Stack) -> CpuByPart:
    """By program; PostgreSQL's by the role that it works for; `bench` is this process."""
    children, seconds = children_by_parent(), defaultdict[str, float](float)
    for name, entry in stack.processes().items():
        for pid in tree(entry.pid, children) if entry.pid is not None else ():
            seconds[_part(name, PROC / str(pid))] += cpu_seconds(PROC / str(pid))
    return {**seconds, "bench": time.process_time()}


def difference(before: CpuByPart, after: CpuByPart) -> CpuByPart:
    """What was spent between two looks, the most first; parts that took nothing are left out."""
    spent = {name: seconds - before.get(name, 0.0) for name, seconds in after.items()}
    return dict(sorted(((name, one) for name, one in spent.items() if one > 0), key=lambda item: -item[1]))


def cpu_seconds(process: Path) -> float:
    """0 for a process that is gone."""
    field = stat_of(process)
    return (int(field[USER_TICKS]) + int(field[SYSTEM_TICKS])) / os.sysconf("SC_CLK_TCK") if field else 0.0


def _part(program: str, process: Path) -> str:
    if program != "postgres":
        return program
    try:
        title = (process / "cmdline").read_text()
    except OSError:  # gone meanwhile
        return program
    backend = BACKEND.match(title)
    return f"postgres for {backend[1]}" if backend else program
