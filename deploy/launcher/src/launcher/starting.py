"""`make up`: the launcher is started in the background and waited for; and what it then does there."""

import asyncio
import logging
import os
import resource
import signal
import time
from logging.handlers import RotatingFileHandler

from launcher import ports
from launcher.board import Entry
from launcher.commands import vault_of
from launcher.daemon import Daemon, is_hopeless, is_settled, log_of
from launcher.errors import LauncherError
from launcher.holds import Holds
from launcher.logs import KEPT_FILES, LIMIT_BYTES, tail
from launcher.nginx import open_files_limit
from launcher.procfs import status_of
from launcher.product import all_programs, store_programs
from launcher.settings import Settings
from launcher.stamp import check_stamp
from launcher.supervisor import Supervisor
from launcher.sweep import Register

READY_SECONDS = 180
OWNER = "LAUNCHER_OWNER"
"""Number of the process that this product belongs to (tests)."""
OWNER_SECONDS = 1.0
POLL_SECONDS = 0.1
STORE_PORTS = {"POSTGRES", "KAFKA", "KAFKA_CONTROLLER"}


def run(settings: Settings, *, stores_only: bool = False) -> None:
    """Be the launcher: supervise until told to stop. Started by `up`, in the background."""
    daemon = Daemon(settings)
    lock = daemon.hold()
    handler = RotatingFileHandler(daemon.log_dir / "launcher.log", maxBytes=LIMIT_BYTES, backupCount=KEPT_FILES)
    formatting = "%(asctime)s %(levelname)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=formatting, handlers=[handler])
    Holds(daemon.run_dir).release_all()
    _allow_many_files()
    programs = (store_programs if stores_only else all_programs)(settings, vault_of(settings))
    supervisor = Supervisor(programs, settings.clean_environment(), daemon.run_dir, daemon.log_dir)
    asyncio.run(_supervise(supervisor, int(os.environ.get(OWNER, "0"))))
    del lock


def _allow_many_files() -> None:
    """Raise the limit of open files as far as we may; a station costs the gateway one, nginx two."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, open_files_limit()), hard))


async def _supervise(supervisor: Supervisor, owner: int) -> None:
    """Run the supervisor; when a test owns it, end with the test, however that ended."""
    watch = asyncio.create_task(_end_with(owner)) if owner else None
    await supervisor.run()
    if watch:
        watch.cancel()


async def _end_with(owner: int) -> None:
    while (status := status_of(owner)) and status.is_alive:  # noqa: ASYNC110 - it cannot tell us
        await asyncio.sleep(OWNER_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def up(settings: Settings, *, stores_only: bool = False) -> None:
    """Start everything, unless it runs, and wait until it is ready; ends with the line of the web address."""
    daemon = Daemon(settings)
    if daemon.pid:
        print("already running")
    else:
        _start(settings, daemon, stores_only=stores_only)
    _wait_until_ready(daemon)
    if not stores_only:
        _print_welcome(settings)


def _start(settings: Settings, daemon: Daemon, *, stores_only: bool) -> None:
    """Start the launcher in the background; returns when it holds its lock."""
    check_stamp(settings.data_dir)
    Register(daemon.run_dir / "processes").sweep()
    names = ports.own_ports(settings)
    ports.require_free(settings, set(names) & STORE_PORTS if stores_only else names)
    process = daemon.start(*(["--stores-only"] if stores_only else []))
    while daemon.pid is None and process.poll() is None:
        time.sleep(POLL_SECONDS)


def _wait_until_ready(daemon: Daemon) -> None:
    """Show the progress of the launcher until every program is where it should be."""
    progress = Progress(time.monotonic())
    while not progress.is_complete(entries := daemon.board()):
        if daemon.pid is None:
            raise LauncherError(f"the launcher ended:\n{tail(daemon.log_dir / 'launcher.out')}")
        if progress.seconds > READY_SECONDS or any(is_hopeless(entry) for entry in entries):
            raise LauncherError(_not_ready(daemon, entries))
        time.sleep(POLL_SECONDS)


class Progress:
    """Prints each program once, when it is where it should be."""

    def __init__(self, began: float) -> None:
        self._began = began
        self._shown: set[str] = set()

    @property
    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._began

    def is_complete(self, entries: list[Entry]) -> bool:
        """Show what is new; whether everything is ready."""
        for entry in entries:
            if is_settled(entry) and entry.name not in self._shown:
                self._shown.add(entry.name)
                print(f"{self.seconds:7.1f} s  {entry.name} {entry.state}", flush=True)
        return bool(entries) and all(is_settled(entry) for entry in entries)


def _not_ready(daemon: Daemon, entries: list[Entry]) -> str:
    late = [entry for entry in entries if not is_settled(entry)]
    parts = [
        f"--- {entry.name} is {entry.state}; its last lines:\n{tail(log_of(daemon, entry.name), 2000)}"
        for entry in late
    ]
    return "\n".join(["not everything is ready (it goes on trying; `make down` stops it)", *parts])


def _print_welcome(settings: Settings) -> None:
    print(f"login     {settings.values['ADMIN_LOGIN']}")
    print(f"password  {vault_of(settings).get('admin-password')}   (as set at the first start)")
    print(f"SmartCharging is ready: {settings.web_address}")
