"""One running process of a program: started in a session of its own, tied to our life, ended with its whole group."""

import asyncio
import ctypes
import os
import pwd
import signal
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from launcher import procfs
from launcher.logs import LogPipe, RotatingLog, open_log_pipe
from launcher.program import Program

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def _die_with_parent(death_signal: int) -> Callable[[], None]:
    """What the child does before it becomes the program: ask the kernel for a signal when we die."""
    parent = os.getpid()

    def prepare() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:  # we died before the request was made
            os._exit(1)

    return prepare


class Child:
    """A process that was started. `exited` is set when the supervisor has reaped it."""

    def __init__(self, program: Program, popen: subprocess.Popen[bytes]) -> None:
        self.program, self.pid, self.exited = program, popen.pid, asyncio.Event()
        status = procfs.status_of(popen.pid)
        self.start_ticks = status.start_ticks if status else 0
        self._popen = popen

    @property
    def exit_status(self) -> int | None:
        """As of subprocess: None while it runs, negative for a signal."""
        return self._popen.returncode

    def reap(self) -> None:
        """Look whether it ended; called at every SIGCHLD."""
        if self._popen.poll() is not None:
            self.exited.set()

    def kill_group(self) -> None:
        """End what is left of the group: workers outlive a killed master."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    async def stop(self) -> None:
        """Ask to stop, wait as long as the program may take, then kill the group."""
        if self.exit_status is None:
            self._popen.send_signal(self.program.stop_signal)
        try:
            async with asyncio.timeout(self.program.stop_seconds):
                await self.exited.wait()
        except TimeoutError:
            self.kill_group()
            await self.exited.wait()


def spawn(program: Program, environment: Mapping[str, str], directory: Path, output: int) -> Child:
    """Start the program with its output going to the descriptor `output`."""
    account = pwd.getpwnam(program.user) if program.user else None
    popen = subprocess.Popen(
        program.argv,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        cwd=program.directory or directory,
        env={**environment, **program.environment},
        start_new_session=True,
        preexec_fn=_die_with_parent(program.stop_signal),  # noqa: PLW1509 - the launcher has one thread
        user=account.pw_uid if account else None,
        group=account.pw_gid if account else None,
        extra_groups=[] if account else None,
    )
    return Child(program, popen)


async def run_child(
    program: Program, environment: Mapping[str, str], directory: Path, log: RotatingLog
) -> tuple[Child, LogPipe]:
    """Start the program with its output going to a log."""
    pipe, writing = await open_log_pipe(log)
    try:
        return spawn(program, environment, directory, writing), pipe
    except OSError:
        pipe.close()
        raise
    finally:
        os.close(writing)
