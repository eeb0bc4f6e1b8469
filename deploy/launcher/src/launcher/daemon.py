"""The launcher in the background: one per data directory, held by a lock that the kernel drops with the process."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from launcher.board import Entry, read_board
from launcher.errors import LauncherError
from launcher.program import State
from launcher.settings import Settings

STOP_SECONDS = 100
POLL_SECONDS = 0.05
LOOKERS_SECONDS = 1.0
HOPELESS_RESTARTS = 8


class Daemon:
    """The background launcher of one data directory, seen from outside."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.run_dir = settings.data_dir / "run"
        self.log_dir = settings.data_dir / "log"
        self._lock = self.run_dir / "launcher.lock"

    @property
    def pid(self) -> int | None:
        """Process number of the running launcher, None when none runs."""
        if not self._lock.exists():
            return None
        with self._lock.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return int(file.read() or 0) or None
        return None

    def board(self) -> list[Entry]:
        """The programs of the running launcher, empty when none runs."""
        return read_board(self.run_dir / "board.json") if self.pid else []

    def hold(self) -> object:
        """Become the launcher here for as long as the answer is kept; LauncherError when there is one."""
        self.run_dir.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o644), "r+")
        deadline = time.monotonic() + LOOKERS_SECONDS
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:  # another launcher, or somebody who looks whether there is one
                if time.monotonic() > deadline:
                    raise LauncherError(f"a launcher runs in {self._settings.data_dir} already") from error
                time.sleep(POLL_SECONDS)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        return file

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Start a launcher in a session of its own, its output in a file: it outlives the terminal."""
        self.log_dir.mkdir(parents=True, exist_ok=True)
        (self.run_dir / "board.json").unlink(missing_ok=True)
        with (self.log_dir / "launcher.out").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "launcher", "run", *options],
                cwd=self._settings.root,
                env={**os.environ, **self._settings.values},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> bool:
        """Ask the launcher to stop everything and wait until it has; False when none runs."""
        pid = self.pid
        if pid is None:
            return False
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while self.pid == pid:
            if time.monotonic() > deadline:
                os.kill(pid, signal.SIGKILL)  # its children follow it: they asked the kernel for that
            time.sleep(POLL_SECONDS)
        return True


def is_settled(entry: Entry) -> bool:
    """Whether the program is where it should be after a start."""
    return entry.state in {State.READY, State.DONE}


def is_hopeless(entry: Entry) -> bool:
    """Whether a program has failed so often that waiting for it at a start makes no sense."""
    return entry.state is State.FAILING and entry.restarts >= HOPELESS_RESTARTS


def log_of(daemon: Daemon, name: str) -> Path:
    """Log file of a program."""
    return daemon.log_dir / f"{name}.log"
