"""`make demo`: the product with a living network, and the wait until its history is told."""

import sys
import time
from pathlib import Path

from launcher import commands, starting
from launcher.daemon import Daemon
from launcher.demo import home_of, progress_of
from launcher.settings import Settings

POLL_SECONDS = 0.5
PATIENCE_SECONDS = 300.0
"""So long the progress may stand still."""


def demo(settings: Settings) -> None:
    """Start the product with a demo; ends when its history is told. Interrupting the wait stops nothing."""
    home = home_of(settings)
    if not home.is_dir():
        if Daemon(settings).pid:
            print("restarting, with the demo", flush=True)
            commands.down(settings)
        home.mkdir(parents=True)
    starting.up(settings)
    if not _shown_until_complete(home):
        print("the history is still being told; `make logs S=demo` shows what the stations do")
        return
    print(f"forty stations are alive: {settings.web_address}")


def _shown_until_complete(home: Path) -> bool:
    """Show each new step of the progress; whether it came to its end before it stood still for too long."""
    moved_at, shown = time.monotonic(), ""
    while time.monotonic() - moved_at < PATIENCE_SECONDS:
        progress = progress_of(home)
        line = f"{progress['name']}: {progress['done']} of {progress['total']}"
        if line != shown:
            _show(line, shown)
            moved_at, shown = time.monotonic(), line
        if progress["is_complete"]:
            _show("", shown)
            return True
        time.sleep(POLL_SECONDS)
    return False


def _show(line: str, before: str) -> None:
    """On a terminal a step takes the place of the one before, so that address and password stay in sight."""
    if not sys.stdout.isatty():
        if line:
            print(line, flush=True)
        return
    is_next_phase = line.partition(":")[0] != before.partition(":")[0]
    print("\n" if before and is_next_phase else "\r", line.ljust(len(before)), sep="", end="", flush=True)
