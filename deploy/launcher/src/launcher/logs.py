"""Log files: what every process prints, one file each, rotated by size; and their display."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

LIMIT_BYTES = 10_000_000
KEPT_FILES = 3
FOLLOW_SECONDS = 0.3
TAIL_BYTES = 6_000
DRAIN_SECONDS = 1.0


class RotatingLog:
    """Appends bytes to a file; a full file becomes `<name>.1`, the older ones move up, the oldest goes."""

    def __init__(self, path: Path, limit_bytes: int = LIMIT_BYTES, kept_files: int = KEPT_FILES) -> None:
        self._path, self._limit, self._kept = path, limit_bytes, kept_files
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("ab", buffering=0)

    def write(self, chunk: bytes) -> None:
        """Append; rotate first when the file would grow over the limit."""
        with contextlib.suppress(OSError):  # a full disk costs lines, it must not stop programs
            if self._file.tell() + len(chunk) > self._limit:
                self._rotate()
            self._file.write(chunk)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _rotate(self) -> None:
        self._file.close()
        for number in range(self._kept, 0, -1):
            older = self._path if number == 1 else self._numbered(number - 1)
            if older.exists():
                older.replace(self._numbered(number))
        self._file = self._path.open("ab", buffering=0)

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")


class LogPipe(asyncio.Protocol):
    """The reading end of a process's output.

    A pipe of our own and not asyncio's: `Process.wait` of Python 3.11 returns only at the end of the pipe, so a
    grandchild that outlives its parent (an nginx worker) would hide the parent's death.
    """

    def __init__(self, log: RotatingLog) -> None:
        self._log = log
        self._is_closed = asyncio.Event()
        self._transport: asyncio.ReadTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the reading end."""
        assert isinstance(transport, asyncio.ReadTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Write what came."""
        self._log.write(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Nobody writes any more."""
        self._is_closed.set()

    def close(self) -> None:
        """Stop reading."""
        if self._transport:
            self._transport.close()

    async def drain(self) -> None:
        """Wait for the last words of a process that has ended; a stranger may still hold the other end."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._is_closed.wait(), DRAIN_SECONDS)
        self.close()


async def open_log_pipe(log: RotatingLog) -> tuple[LogPipe, int]:
    """A pipe whose reading end feeds the log, and its writing end for the child."""
    reading, writing = os.pipe()
    loop = asyncio.get_running_loop()
    _, pipe = await loop.connect_read_pipe(lambda: LogPipe(log), os.fdopen(reading, "rb", 0))
    return pipe, writing


def tail(path: Path, size: int = TAIL_BYTES) -> str:
    """The last whole lines of a file, at most `size` bytes; empty when there is no file."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - size))
        is_cut = file.tell() > 0
        lines = file.read().decode(errors="replace").splitlines()
    return "\n".join(lines[1:] if is_cut else lines)


class _Follower:
    """One followed file: survives rotation by opening the path anew when its inode changed."""

    def __init__(self, path: Path) -> None:
        self._path, self._label = path, path.stem
        self._file: BinaryIO = path.open("rb")
        self._file.seek(0, os.SEEK_END)

    def lines(self) -> list[str]:
        """What came since the last call, each line with the name of its process."""
        text = self._file.read().decode(errors="replace")
        if self._path.exists() and self._path.stat().st_ino != os.fstat(self._file.fileno()).st_ino:
            self._file.close()
            self._file = self._path.open("rb")
            text += self._file.read().decode(errors="replace")
        return [f"{self._label:<18}| {line}" for line in text.splitlines()]


def follow(paths: Iterable[Path]) -> None:
    """Print the last lines of each file, then what is appended, until Ctrl+C."""
    paths = [path for path in paths if path.exists()]
    for path in paths:
        for line in tail(path, TAIL_BYTES // len(paths)).splitlines():
            sys.stdout.write(f"{path.stem:<18}| {line}\n")
    followers = [_Follower(path) for path in paths]
    while followers:
        for follower in followers:
            sys.stdout.writelines(f"{line}\n" for line in follower.lines())
        sys.stdout.flush()
        time.sleep(FOLLOW_SECONDS)
