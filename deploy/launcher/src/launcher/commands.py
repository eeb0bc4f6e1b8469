"""The commands behind `make down`, `ps`, `logs`, `token`, `reset` and the like; `up` has a module of its own."""

import json
import os
import shutil
import time
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import asdict
from signal import SIGINT, SIGTERM
from typing import NoReturn

from launcher import postgres
from launcher.access import access_environment
from launcher.board import Entry, now
from launcher.daemon import Daemon
from launcher.errors import LauncherError
from launcher.holds import Holds
from launcher.logs import follow
from launcher.services import service_programs
from launcher.settings import Settings
from launcher.sweep import Register
from launcher.vault import Vault, hex_key

COLUMNS = ("NAME", "PID", "PORT", "STATE", "SINCE", "RESTARTS")


def vault_of(settings: Settings) -> Vault:
    """The installation's secrets."""
    return Vault(settings.data_dir / "secrets")


def down(settings: Settings) -> None:
    """Stop everything in order; also what a killed launcher may have left."""
    daemon = Daemon(settings)
    began = time.monotonic()
    if daemon.stop():
        print(f"stopped in {time.monotonic() - began:.1f} s")
        return
    swept = Register(daemon.run_dir / "processes").sweep()
    print(f"stopped what was left: {', '.join(swept)}" if swept else "not running")


def stop_one(settings: Settings, name: str) -> None:
    """Stop one program and keep it stopped until `start`."""
    daemon = Daemon(settings)
    entry = _entry(daemon, name)
    Holds(daemon.run_dir).hold(name)
    if entry.pid:
        os.kill(entry.pid, SIGINT if name == "postgres" else SIGTERM)


def start_one(settings: Settings, name: str) -> None:
    """Let a stopped program be started again."""
    daemon = Daemon(settings)
    _entry(daemon, name)
    Holds(daemon.run_dir).release(name)


def _entry(daemon: Daemon, name: str) -> Entry:
    entries = {entry.name: entry for entry in daemon.board()}
    if name not in entries:
        raise LauncherError(f"there is no program {name}; there are: {', '.join(entries) or 'none, it is not running'}")
    return entries[name]


def run_with(settings: Settings, command: Sequence[str]) -> NoReturn:
    """Become a command that works with this installation; {OCPP_URL} and the like in its words are filled in."""
    environment = access_environment(settings, vault_of(settings))
    words = [word.format_map(environment) for word in command]
    os.execvpe(words[0], words, {**os.environ, **environment})


def run_service(settings: Settings, name: str, words: Sequence[str]) -> NoReturn:
    """Become `python -m <package> WORDS` in the environment of that service: list-dead-letters and the like."""
    programs = {program.name: program for program in service_programs(settings, vault_of(settings))}
    if name not in programs:
        raise LauncherError(f"there is no service {name}; there are: {', '.join(programs)}")
    program = programs[name]
    os.execvpe(program.argv[0], [*program.argv, *words], {**settings.clean_environment(), **program.environment})


def ps(settings: Settings, *, as_json: bool) -> None:
    """Print the programs as a table, or as JSON: a list of {name, pid, port, state, since, restarts}."""
    entries = Daemon(settings).board()
    if as_json:
        print(json.dumps([asdict(entry) for entry in entries], indent=2))
        return
    if not entries:
        print("not running")
        return
    rows = [COLUMNS, *(tuple("-" if value is None else str(value) for value in asdict(e).values()) for e in entries)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def logs(settings: Settings, name: str | None) -> None:
    """Print and follow the log of one program, or of all."""
    log_dir = Daemon(settings).log_dir
    paths = [log_dir / f"{name}.log"] if name else sorted(log_dir.glob("*.log"))
    if not any(path.exists() for path in paths):
        known = ", ".join(sorted(path.stem for path in log_dir.glob("*.log"))) or "none yet"
        raise LauncherError(f"there is no such log; there are: {known}")
    follow(paths)


def token(settings: Settings) -> str:
    """A bearer token of the machine client, which has the administrator's rights."""
    form = {
        "grant_type": "client_credentials",
        "client_id": settings.values["API_CLIENT_ID"],
        "client_secret": vault_of(settings).get("api-client-secret", hex_key),
    }
    url = f"http://127.0.0.1:{settings.port('WEB')}/api/v1/auth/token"
    request = urllib.request.Request(url, urllib.parse.urlencode(form).encode())
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own address
            return str(json.load(answer)["access_token"])
    except OSError as error:
        raise LauncherError(f"no token from {url}: {error}") from error


def reset(settings: Settings, *, is_forced: bool) -> None:
    """Delete all data of this installation after asking; what was fetched stays."""
    daemon = Daemon(settings)
    if daemon.pid:
        raise LauncherError("it is running: `make down` first")
    if not is_forced and input(f"Delete all data in {settings.data_dir}? Type yes: ").strip() != "yes":
        print("nothing was deleted")
        return
    shutil.rmtree(postgres.locate(settings).home, ignore_errors=True)
    for path in settings.data_dir.glob("*"):
        if path != settings.cache_dir:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    print(f"deleted: {settings.data_dir} ({now()})")
