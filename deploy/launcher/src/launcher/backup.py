"""`make backup` and `make restore`: the database of all services and the secrets, as one folder.

The dump is taken while everything runs and shows one moment. Kafka is not in it: after a restore each service reads
on from the positions that its database remembers, so that what happened since the backup is applied again as long as
Kafka keeps it.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGTERM

from launcher import postgres
from launcher.addresses import admin_url
from launcher.commands import vault_of
from launcher.daemon import Daemon
from launcher.errors import LauncherError
from launcher.holds import Holds
from launcher.prepare import prepare_database
from launcher.program import State
from launcher.services import DATABASE_SERVICES
from launcher.settings import Settings

DUMP, SECRETS = "database.dump", "secrets"
STOP_SECONDS = 30.0
POLL_SECONDS = 0.1


def backup(settings: Settings, folder: Path) -> None:
    """Write the folder; LauncherError when it holds a backup already."""
    if (folder / DUMP).exists():
        raise LauncherError(f"{folder} holds a backup already")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = folder / f"{DUMP}.partial"
    schemas = [f"--schema={service.noun}" for service in DATABASE_SERVICES]
    _run(settings, "pg_dump", "--format=custom", f"--file={partial}", *schemas)
    shutil.copytree(settings.data_dir / "secrets", folder / SECRETS, dirs_exist_ok=True)
    partial.replace(folder / DUMP)
    print(f"{folder}: {(folder / DUMP).stat().st_size / 1e6:.1f} MB")


def restore(settings: Settings, folder: Path) -> None:
    """Put the database back as it was; the services stand still meanwhile. All or nothing.

    Secrets are compared and not replaced: cards and stations' passwords are hashed with them.
    """
    if not (folder / DUMP).exists():
        raise LauncherError(f"there is no backup in {folder}")
    _require_equal_secrets(settings, folder / SECRETS)
    with tempfile.TemporaryDirectory() as place, _services_stopped(settings):
        script = Path(place) / "restore.sql"  # as SQL: pg_restore --clean cannot drop partitions
        _execute(settings, "pg_restore", f"--file={script}", str(folder / DUMP))
        drops = [f"--command=drop schema if exists {service.noun} cascade" for service in DATABASE_SERVICES]
        options = ["--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
        _run(settings, "psql", *options, *drops, f"--file={script}")
        # A backup of an older version has older tables: the services of this one must not meet them.
        asyncio.run(prepare_database(settings, vault_of(settings)))
    print(f"restored from {folder}")


def _require_equal_secrets(settings: Settings, kept: Path) -> None:
    for name in ("credential-key", "remote-token-key"):
        file, present = kept / name, settings.data_dir / "secrets" / name
        if file.exists() and present.exists() and file.read_text() != present.read_text():
            raise LauncherError(
                f"{name} is another one than in the backup: `make down`, put {kept} in the place of "
                f"{settings.data_dir / 'secrets'}, `make up`, and restore then"
            )


def _run(settings: Settings, program: str, *words: str) -> None:
    """A program of PostgreSQL on the product's database."""
    _execute(settings, program, f"--dbname={admin_url(settings, vault_of(settings))}", *words)


def _execute(settings: Settings, program: str, *words: str) -> None:
    binary = postgres.locate(settings).binaries / program
    done = subprocess.run([str(binary), *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LauncherError(f"{program} failed:\n{done.stderr[-2000:]}")


@contextmanager
def _services_stopped(settings: Settings) -> Iterator[None]:
    """The services that have a database are stopped as long as the block lasts; the gateway serves on."""
    daemon = Daemon(settings)
    if daemon.pid is None:
        raise LauncherError("it is not running: `make up` first")
    holds, names = Holds(daemon.run_dir), {service.name for service in DATABASE_SERVICES}
    try:
        for entry in daemon.board():
            if entry.name in names:
                holds.hold(entry.name)
                if entry.pid:
                    os.kill(entry.pid, SIGTERM)
        _await_stopped(daemon, names)
        yield
    finally:
        for name in names:
            holds.release(name)


def _await_stopped(daemon: Daemon, names: set[str]) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while any(entry.state is not State.STOPPED for entry in daemon.board() if entry.name in names):
        if time.monotonic() > deadline:
            raise LauncherError(f"the services did not stop within {STOP_SECONDS:.0f} s")
        time.sleep(POLL_SECONDS)
