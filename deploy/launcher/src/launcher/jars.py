"""Fetches the jars of Apache Kafka: `python -m launcher.jars LOCK FOLDER`.

The lock names every jar exactly. jgo is never asked to resolve the tree: it picks other versions of some.
"""

import hashlib
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError

THREADS = 8


@dataclass(frozen=True)
class Jar:
    """One line of the lock: `group:artifact:version sha256:<hex>`."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """As Maven names it."""
        return f"{self.artifact}-{self.version}.jar"


def read_lock(path: Path) -> list[Jar]:
    """The jars that a lock names."""
    return [_read_line(line) for line in path.read_text().splitlines() if line.strip()]


def _read_line(line: str) -> Jar:
    coordinate, digest = line.split()
    group, artifact, version = coordinate.split(":")
    return Jar(group, artifact, version, digest.removeprefix("sha256:"))


def libraries(lock: Path, cache_dir: Path) -> Path:
    """Where the jars of this very lock are kept."""
    return cache_dir / f"kafka-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"


def fetch(lock: Path, folder: Path) -> None:
    """Bring what is missing into `folder`; every jar is checked against the lock before it appears there."""
    missing = [jar for jar in read_lock(lock) if not (folder / jar.file_name).exists()]
    if not missing:
        return
    folder.mkdir(parents=True, exist_ok=True)
    repository = folder.with_suffix(".repository")
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda jar: _fetch_one(jar, repository, folder), missing))
    shutil.rmtree(repository)


def _fetch_one(jar: Jar, repository: Path, folder: Path) -> None:
    from jgo.maven import MavenContext, PythonResolver  # noqa: PLC0415 - costs half a second, needed once

    maven = MavenContext(resolver=PythonResolver(), repo_cache=repository)
    source = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
    if hashlib.sha256(source.read_bytes()).hexdigest() != jar.sha256:
        raise LauncherError(f"{jar.file_name} is not the file that the lock names: sha256 differs")
    temporary = folder / f".{jar.file_name}"
    shutil.copyfile(source, temporary)
    temporary.rename(folder / jar.file_name)


if __name__ == "__main__":
    fetch(Path(sys.argv[1]), Path(sys.argv[2]))
