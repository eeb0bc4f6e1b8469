"""Leftovers: what a launcher that was killed with -9 may have left running is ended before anything starts.

Every start is noted in a file with the leader's start time and the boot; a bare process number is never trusted.
"""

import json
import logging
import os
import signal
import time
from pathlib import Path

from launcher import procfs
from launcher.child import Child

POLL_SECONDS = 0.05
logger = logging.getLogger(__name__)


class Register:
    """A folder with one file per running program."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def note(self, child: Child) -> None:
        """Remember a process that was started."""
        record = {
            "group": child.pid,
            "start_ticks": child.start_ticks,
            "boot": procfs.boot_id(),
            "signal": int(child.program.stop_signal),
            "seconds": child.program.stop_seconds,
        }
        try:
            self._path(child.program.name).write_text(json.dumps(record))
        except OSError as error:  # it runs all the same; only a sweep would not find it
            logger.error("%s cannot be noted: %s", child.program.name, error)  # noqa: TRY400 - the cause is the message

    def forget(self, name: str) -> None:
        """Its group is gone."""
        self._path(name).unlink(missing_ok=True)

    def sweep(self) -> list[str]:
        """End what is left of noted groups; returns the names of those that still ran."""
        swept = [path.stem for path in sorted(self._folder.glob("*.json")) if _end_group(path)]
        for path in self._folder.glob("*.json"):
            path.unlink()
        return swept

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def _end_group(path: Path) -> bool:
    """Stop the noted group and wait for it; False when nothing of it was left."""
    try:
        record = json.loads(path.read_text())
    except ValueError:  # cut short by a power loss: nothing of that boot runs any more
        return False
    if record["boot"] != procfs.boot_id() or not _left_of(record):
        return False
    logger.warning("%s still ran from an earlier launcher: stopping it", path.stem)
    os.killpg(record["group"], signal.Signals(record["signal"]))
    deadline = time.monotonic() + record["seconds"]
    while _left_of(record):
        if time.monotonic() > deadline:
            os.killpg(record["group"], signal.SIGKILL)
        time.sleep(POLL_SECONDS)
    return True


def _left_of(record: dict[str, int]) -> list[procfs.ProcessStatus]:
    """Members of the group that began no earlier than its leader; an older process only inherited the number."""
    leader = procfs.status_of(record["group"])
    if leader and leader.is_alive and leader.start_ticks != record["start_ticks"]:
        return []
    return [p for p in procfs.members_of(record["group"]) if p.start_ticks >= record["start_ticks"]]
