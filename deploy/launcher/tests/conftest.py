import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from launcher.board import Entry, read_board
from launcher.procfs import status_of

FAKE_LAUNCHER = Path(__file__).with_name("fake_launcher.py")


def eventually(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come to hold"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class FakeLauncher:
    """A real supervisor in a process of its own, with fake programs."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *programs: dict[str, object]) -> subprocess.Popen[bytes]:
        (self.folder / "programs.json").write_text(json.dumps(programs))
        process = subprocess.Popen([sys.executable, str(FAKE_LAUNCHER), str(self.folder)])
        self.processes.append(process)
        return process

    def stop(self) -> None:
        self.processes[-1].send_signal(signal.SIGTERM)
        assert self.processes[-1].wait(20) == 0

    def entry(self, name: str) -> Entry | None:
        return next((e for e in read_board(self.folder / "run" / "board.json") if e.name == name), None)

    def pid(self, name: str) -> int:
        entry = self.entry(name)
        assert entry is not None
        assert entry.pid is not None
        return entry.pid

    def wait_for(self, name: str, state: str) -> None:
        eventually(lambda: (entry := self.entry(name)) is not None and entry.state == state)

    def eventually(self, condition: Callable[[], object], seconds: float = 15) -> None:
        eventually(condition, seconds)

    @staticmethod
    def is_alive(pid: int) -> bool:
        status = status_of(pid)
        return status is not None and status.is_alive

    def journal(self) -> list[str]:
        """What the programs noted, without process numbers."""
        path = self.folder / "journal"
        return [line.rsplit(" ", 1)[0] for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def new_port() -> Callable[[], int]:
    return free_port


@pytest.fixture
def launcher(tmp_path: Path) -> Iterator[FakeLauncher]:
    fake = FakeLauncher(tmp_path)
    (tmp_path / "run").mkdir()
    yield fake
    for process in fake.processes:
        if process.poll() is None:
            process.terminate()
            process.wait(20)
    assert not [path for path in Path("/proc").glob("[0-9]*") if _belongs(path, tmp_path)], "something was left"


def _belongs(process: Path, folder: Path) -> bool:
    try:
        command = (process / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return str(folder) in command
