"""The board: the state of every program, kept in a file for `make ps` and for those who wait."""

import json
import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from launcher.program import State

logger = logging.getLogger(__name__)


@dataclass
class Entry:
    """One program as `make ps JSON=1` shows it; `since` is the time of the last change of state, ISO 8601 UTC."""

    name: str
    pid: int | None
    port: int | None
    state: State
    since: str
    restarts: int


def now() -> str:
    """The present moment as ISO 8601 UTC with seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Board:
    """Entries by name; every change rewrites the file as a whole, so that a reader never sees half of it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}

    def add(self, name: str, port: int | None) -> None:
        """A program that waits for its turn."""
        self._entries[name] = Entry(name, None, port, State.WAITING, now(), 0)

    def state(self, name: str) -> State:
        """The present state of a program."""
        return self._entries[name].state

    def change(self, name: str, state: State, *, pid: int | None = None, restarts: int | None = None) -> None:
        """Note a new state (with the process that is in it) and write the file."""
        entry = self._entries[name]
        entry.state, entry.pid, entry.since = state, pid, now()
        if restarts is not None:
            entry.restarts = restarts
        self._write()

    def _write(self) -> None:
        temporary = self._path.with_suffix(".new")
        try:
            temporary.write_text(json.dumps([asdict(entry) for entry in self._entries.values()]))
            temporary.replace(self._path)
        except OSError as error:  # a full disk must not end the supervision
            logger.error("the board cannot be written: %s", error)  # noqa: TRY400 - the cause is the message


def read_board(path: Path) -> list[Entry]:
    """What the launcher wrote last; empty when it never did."""
    if not path.exists():
        return []
    return [Entry(**{**row, "state": State(row["state"])}) for row in json.loads(path.read_text())]
