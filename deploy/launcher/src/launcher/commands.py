"""The commands behind `make up`, `down`, `ps`, `logs`, `token`, `migrate` and `reset`."""

import asyncio
import json
import logging
import shutil
import time
import urllib.parse
import urllib.request
from dataclasses import asdict
from logging.handlers import RotatingFileHandler

from launcher import ports, postgres
from launcher.board import Entry, now
from launcher.daemon import Daemon, is_hopeless, is_settled, log_of
from launcher.errors import LauncherError
from launcher.logs import KEPT_FILES, LIMIT_BYTES, follow, tail
from launcher.product import all_programs
from launcher.settings import Settings
from launcher.stamp import check_stamp
from launcher.supervisor import Supervisor
from launcher.sweep import Register
from launcher.vault import Vault, hex_key

READY_SECONDS = 180
POLL_SECONDS = 0.1
COLUMNS = ("NAME", "PID", "PORT", "STATE", "SINCE", "RESTARTS")


def vault_of(settings: Settings) -> Vault:
    """The installation's secrets."""
    return Vault(settings.data_dir / "secrets")


def run(settings: Settings) -> None:
    """Be the launcher: supervise until told to stop. Started by `up`, in the background."""
    daemon = Daemon(settings)
    lock = daemon.hold()
    handler = RotatingFileHandler(daemon.log_dir / "launcher.log", maxBytes=LIMIT_BYTES, backupCount=KEPT_FILES)
    formatting = "%(asctime)s %(levelname)s %(message)s"
    logging.basicConfig(level=logging.INFO, format=formatting, handlers=[handler])
    programs = all_programs(settings, vault_of(settings))
    supervisor = Supervisor(programs, settings.clean_environment(), daemon.run_dir, daemon.log_dir)
    asyncio.run(supervisor.run())
    del lock


def up(settings: Settings) -> None:
    """Start everything, unless it runs, and wait until it is ready; ends with the line of the web address."""
    daemon = Daemon(settings)
    if daemon.pid:
        print("already running")
    else:
        _start(settings, daemon)
    _print_welcome(settings)


def _start(settings: Settings, daemon: Daemon) -> None:
    check_stamp(settings.data_dir)
    Register(daemon.run_dir / "processes").sweep()
    ports.require_free(settings, ports.own_ports(settings))
    began = time.monotonic()
    process = daemon.start()
    shown: set[str] = set()
    while True:
        entries = daemon.board()
        for entry in entries:
            if is_settled(entry) and entry.name not in shown:
                shown.add(entry.name)
                print(f"{time.monotonic() - began:7.1f} s  {entry.name} {entry.state}", flush=True)
        if entries and all(is_settled(entry) for entry in entries):
            return
        if process.poll() is not None:
            raise LauncherError(f"the launcher ended:\n{tail(daemon.log_dir / 'launcher.out')}")
        if time.monotonic() - began > READY_SECONDS or any(is_hopeless(entry) for entry in entries):
            raise LauncherError(_not_ready(daemon, entries))
        time.sleep(POLL_SECONDS)


def _not_ready(daemon: Daemon, entries: list[Entry]) -> str:
    late = [entry for entry in entries if not is_settled(entry)]
    parts = [f"--- {entry.name} is {entry.state}; its last lines:\n{tail(log_of(daemon, entry.name), 2000)}" for entry in late]
    return "\n".join(["not everything is ready (it goes on trying; `make down` stops it)", *parts])


def _print_welcome(settings: Settings) -> None:
    print(f"login     {settings.values['ADMIN_LOGIN']}")
    print(f"password  {vault_of(settings).get('admin-password')}   (as set at the first start)")
    print(f"SmartCharging is ready: {settings.web_address}")


def down(settings: Settings) -> None:
    """Stop everything in order; also what a killed launcher may have left."""
    daemon = Daemon(settings)
    began = time.monotonic()
    if daemon.stop():
        print(f"stopped in {time.monotonic() - began:.1f} s")
        return
    swept = Register(daemon.run_dir / "processes").sweep()
    print(f"stopped what was left: {', '.join(swept)}" if swept else "not running")


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
    request = urllib.request.Request(url, urllib.parse.urlencode(form).encode())  # noqa: S310 - our own address
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
