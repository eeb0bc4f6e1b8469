"""What /proc tells: who a process is (its start time tells it from a later owner of the same number) and its group."""

from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
STATE, GROUP, START_TICKS = 0, 2, 19  # fields of /proc/<pid>/stat after the name


@dataclass(frozen=True)
class ProcessStatus:
    """A line of the process table; `start_ticks` counts from boot."""

    pid: int
    state: str
    group: int
    start_ticks: int

    @property
    def is_alive(self) -> bool:
        """A zombie is dead: it only waits for its parent."""
        return self.state not in {"Z", "X"}


def status_of(pid: int) -> ProcessStatus | None:
    """The process of that number, None when there is none."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return ProcessStatus(pid, fields[STATE], int(fields[GROUP]), int(fields[START_TICKS]))


def members_of(group: int) -> list[ProcessStatus]:
    """Living processes of a process group."""
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    found = (status_of(pid) for pid in numbers)
    return [process for process in found if process and process.group == group and process.is_alive]


def boot_id() -> str:
    """Changes with every boot, after which numbers and start times mean nothing."""
    return (PROC / "sys/kernel/random/boot_id").read_text().strip()
