"""A whole product, or its servers alone, for tests: in a folder of its own, on free ports, gone afterwards.

In a test (the root conftest offers it as the session fixture `stack`):

    with Stack.started(folder) as stack:
        stack.environment                 # variables for a child process; see launcher.access: WEB_URL, API_URL,
                                          # OCPP_URL, ADMIN_LOGIN, ADMIN_PASSWORD, API_CLIENT_ID, API_CLIENT_SECRET, …
        stack.url("/api/v1/stations")     # http://127.0.0.1:<port>/api/v1/stations
        stack.token()                     # bearer token of the machine client with every right
        stack.pid("sessions-api")         # names as in `make ps`: postgres, kafka, csms-gateway, …-api, nginx
        seconds = stack.kill("kafka")     # kill -9, wait until it is ready again, tell how long that took
        with stack.without("kafka"): ...  # it is dead as long as the block lasts

Around a command, from the shell (Playwright):

    python -m launcher.testing -- npm --prefix frontend run e2e

starts a product, runs the command with `environment` added, stops the product, ends with the command's status.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from launcher import commands
from launcher.access import access_environment
from launcher.addresses import admin_url
from launcher.board import Entry
from launcher.daemon import Daemon
from launcher.errors import LauncherError
from launcher.holds import Holds
from launcher.ports import is_free, own_ports
from launcher.program import State
from launcher.settings import ROOT, Settings
from launcher.starting import OWNER

HIGHEST_OFFSET = 13_000
"""Beyond it ports would lie where the kernel takes those of outgoing connections from (32768 and up)."""
POLL_SECONDS = 0.05
READY_SECONDS = 60.0


def free_offset() -> int:
    """A PORT_OFFSET with which every port of the product is free."""
    while True:
        offset = random.randrange(1_000, HIGHEST_OFFSET, 20)  # noqa: S311 - no secret
        settings = Settings.load({"PORT_OFFSET": str(offset)})
        if all(is_free("127.0.0.1", settings.port(name)) for name in own_ports(settings)):
            return offset


def installation_environment(folder: Path) -> dict[str, str]:
    """Variables for `python -m launcher` with an installation below `folder`, which nobody has started yet."""
    return {**os.environ, **_settings(folder, {}).values, OWNER: str(os.getpid())}


def _settings(folder: Path, changed: Mapping[str, str]) -> Settings:
    """Settings of an installation below `folder`, sharing the checkout's cache; sizes are those of a test."""
    given = {
        "DATA_DIR": str(folder),
        "CACHE_DIR": str(Settings.load().cache_dir),
        "PORT_OFFSET": str(free_offset()),
        "POSTGRES_FSYNC": "off",
        "DATABASE_URL": "",
        "KAFKA_BOOTSTRAP": "",
    }
    return Settings.load({**os.environ, **given, **changed})


def _launcher(settings: Settings, *arguments: str) -> None:
    """Run a command of the launcher for that installation; what it printed is shown when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "launcher", *arguments],
        env={**os.environ, **settings.values, OWNER: str(os.getpid())},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LauncherError(f"launcher {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _installation(folder: Path, *options: str, **changed: str) -> Iterator[Settings]:
    settings = _settings(folder, changed)
    try:
        _launcher(settings, "up", *options)
        yield settings
    finally:
        _launcher(settings, "down")
        _launcher(settings, "reset", "--force")


@dataclass(frozen=True)
class Stack:
    """A running product."""

    settings: Settings

    @classmethod
    @contextmanager
    def started(cls, folder: Path, **settings_changed: str) -> Iterator["Stack"]:
        """Start a product whose data lie in `folder`; stop it and delete the data at the end."""
        with _installation(folder, **settings_changed) as settings:
            yield cls(settings)

    @property
    def environment(self) -> dict[str, str]:
        """Variables for a child process that works with this product."""
        return access_environment(self.settings, commands.vault_of(self.settings))

    def url(self, path: str) -> str:
        """Address of a path of the web server."""
        return f"http://127.0.0.1:{self.settings.port('WEB')}{path}"

    def token(self) -> str:
        """A bearer token of the machine client with every right."""
        return commands.token(self.settings)

    def processes(self) -> dict[str, Entry]:
        """What `make ps` shows, by name."""
        return {entry.name: entry for entry in Daemon(self.settings).board()}

    def pid(self, name: str) -> int:
        """Process number of a running program."""
        pid = self.processes()[name].pid
        if pid is None:
            raise LauncherError(f"{name} does not run")
        return pid

    def kill(self, name: str, seconds: float = READY_SECONDS) -> float:
        """Kill -9 a program and wait until its successor is ready; the seconds that took."""
        began, pid = time.monotonic(), self.pid(name)
        os.kill(pid, signal.SIGKILL)
        self.wait_ready(name, other_than=pid, seconds=seconds)
        return time.monotonic() - began

    def wait_ready(self, name: str, *, other_than: int | None = None, seconds: float = READY_SECONDS) -> None:
        """Wait until the program is ready, in a process other than the given one."""
        self.wait_for(name, lambda entry: entry.state is State.READY and entry.pid != other_than, seconds)

    def wait_for(self, name: str, condition: Callable[[Entry], bool], seconds: float = READY_SECONDS) -> None:
        """Wait until the program's entry in `make ps` meets the condition."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            entry = self.processes().get(name)
            if entry and condition(entry):
                return
            time.sleep(POLL_SECONDS)
        raise LauncherError(f"{name} is not where it should be after {seconds} s")

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """Kill -9 a program and keep it from being started again until the block ends; then wait until it is ready."""
        holds, pid = Holds(Daemon(self.settings).run_dir), self.pid(name)
        holds.hold(name)
        try:
            os.kill(pid, signal.SIGKILL)
            self.wait_for(name, lambda entry: entry.state is State.STOPPED)
            yield
        finally:
            holds.release(name)
            self.wait_ready(name)


@dataclass(frozen=True)
class Servers:
    """PostgreSQL and Kafka alone, for tests of single parts."""

    database_admin_url: str
    kafka_bootstrap: str

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator["Servers"]:
        """Start both with their data in `folder`; stop them and delete the data at the end."""
        with _installation(folder, "--stores-only") as settings:
            url = admin_url(settings, commands.vault_of(settings))
            yield cls(url.rpartition("/")[0] + "/postgres", settings.kafka_bootstrap)


def main(command: Sequence[str]) -> int:
    """Run the command around a product; its exit status."""
    with tempfile.TemporaryDirectory(prefix="smartcharging-") as folder, Stack.started(Path(folder)) as stack:
        print(json.dumps({"web": stack.url("/")}), flush=True)
        return subprocess.run(list(command), env={**os.environ, **stack.environment}, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]))
    except LauncherError as error:
        sys.exit(f"error: {error}")
