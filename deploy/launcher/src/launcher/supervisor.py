"""The supervisor: starts programs on the readiness of others, starts them again when they end, stops them in order."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.board import Board
from launcher.child import Child, run_child
from launcher.holds import Holds
from launcher.logs import RotatingLog
from launcher.program import Probe, Program, Stage, State
from launcher.sweep import Register

FIRST_DELAY_SECONDS = 0.25
LONGEST_DELAY_SECONDS = 10.0
STEADY_SECONDS = 30.0
"""A program that ran this long before it ended is started again at once."""
EAGER_PROBE_SECONDS = 0.1
CALM_PROBE_SECONDS = 2.0
logger = logging.getLogger(__name__)


class Restarts:
    """Counts restarts and tells how long to wait before the next: at once, then 0.25 s, doubled up to 10 s."""

    def __init__(self) -> None:
        self.total = 0
        self._in_a_row = 0

    def delay_after(self, ran_seconds: float) -> float:
        """Note one more end after a life of so many seconds; the seconds to wait before the next start."""
        self.total += 1
        self._in_a_row = 0 if ran_seconds >= STEADY_SECONDS else self._in_a_row + 1
        if self._in_a_row == 0:
            return 0.0
        return float(min(FIRST_DELAY_SECONDS * 2 ** (self._in_a_row - 1), LONGEST_DELAY_SECONDS))


async def _answers(probe: Probe) -> bool:
    try:
        await probe()
    except (OSError, TimeoutError):
        return False
    return True


class Supervisor:
    """Keeps a list of programs running until asked to stop. Never gives a program up: waits longer and tries again."""

    def __init__(
        self, programs: Sequence[Program], environment: Mapping[str, str], run_dir: Path, log_dir: Path
    ) -> None:
        self._programs = {program.name: program for program in programs}
        self._environment, self._directory, self._log_dir = environment, run_dir, log_dir
        self._register = Register(run_dir / "processes")
        self._holds = Holds(run_dir)
        self._board = Board(run_dir / "board.json")
        self._up = {program.name: asyncio.Event() for program in programs}
        self._children: dict[str, Child] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._quit = asyncio.Event()
        for program in programs:
            self._board.add(program.name, program.port)

    async def run(self) -> None:
        """Start everything and keep it running until SIGTERM or SIGINT, then stop everything in order."""
        self._register.sweep()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._quit.set)
        loop.add_signal_handler(signal.SIGCHLD, self._reap)
        self._tasks = {name: asyncio.create_task(self._keep(program)) for name, program in self._programs.items()}
        await self._quit.wait()
        await self._stop_all()

    def _reap(self) -> None:
        for child in self._children.values():
            child.reap()

    async def _keep(self, program: Program) -> None:
        """The life of one program: wait for its turn, run it, and again whenever it ends."""
        await self._wait_turn(program)
        restarts = Restarts()
        log = RotatingLog(self._log_dir / f"{program.name}.log")
        loop = asyncio.get_running_loop()
        while not self._quit.is_set():
            await self._wait_release(program)
            began = loop.time()
            if self._quit.is_set():
                break
            status = await self._run_once(program, log, restarts.total)
            if self._quit.is_set():
                break
            if program.is_one_shot and status == 0:
                self._change(program, State.DONE)
                self._up[program.name].set()
                return
            delay = restarts.delay_after(loop.time() - began)
            logger.warning("%s ended with %s, starting it again in %.2f s", program.name, status, delay)
            self._change(program, State.FAILING, restarts=restarts.total)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._quit.wait(), delay)

    async def _wait_turn(self, program: Program) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(program.patience_seconds):
                for name in program.after:
                    await self._up[name].wait()

    async def _wait_release(self, program: Program) -> None:
        """A held program is not started (see `launcher stop`)."""
        if self._holds.is_held(program.name):
            self._change(program, State.STOPPED)
        while self._holds.is_held(program.name) and not self._quit.is_set():  # noqa: ASYNC110 - a file says so
            await asyncio.sleep(EAGER_PROBE_SECONDS)

    async def _run_once(self, program: Program, log: RotatingLog, restarts: int) -> int | None:
        """Start the program and wait for its end; its exit status, None when it could not be started."""
        try:
            child, output = await run_child(program, self._environment, self._directory, log)
        except OSError as error:
            logger.error("%s cannot be started: %s", program.name, error)  # noqa: TRY400 - the cause is the message
            return None
        self._children[program.name] = child
        self._register.note(child)
        self._change(program, State.STARTING, child, restarts)
        watch = asyncio.create_task(self._watch(program, child))
        child.reap()  # it may have ended before it was in the table
        if self._quit.is_set():  # asked to stop while it was being started
            await child.stop()
        await child.exited.wait()
        watch.cancel()
        child.kill_group()
        await output.drain()
        self._register.forget(program.name)
        return child.exit_status

    async def _watch(self, program: Program, child: Child) -> None:
        """Follow the readiness of a running program: often until it is ready, then now and then."""
        if program.probe is None:
            return
        while True:
            is_ready = await _answers(program.probe)
            state = self._board.state(program.name)
            if is_ready and state is not State.READY:
                self._up[program.name].set()
                self._change(program, State.READY, child)
            elif not is_ready and state is State.READY:
                self._change(program, State.DEGRADED, child)
            is_starting = not is_ready and state is State.STARTING
            await asyncio.sleep(EAGER_PROBE_SECONDS if is_starting else CALM_PROBE_SECONDS)

    async def _stop_all(self) -> None:
        for stage in sorted(Stage, reverse=True):
            await asyncio.gather(*(self._stop(p) for p in self._programs.values() if p.stage is stage))

    async def _stop(self, program: Program) -> None:
        child = self._children.get(program.name)
        if child and child.exit_status is None:
            self._change(program, State.STOPPING, child)
            await child.stop()
        await self._end_task(program.name)
        if self._board.state(program.name) is not State.DONE:
            self._change(program, State.STOPPED)

    async def _end_task(self, name: str) -> None:
        """A program that waits for its turn is waiting no longer; one that ran cleans up by itself."""
        task = self._tasks[name]
        if name not in self._children:
            task.cancel()
        await asyncio.wait([task])

    def _change(self, program: Program, state: State, child: Child | None = None, restarts: int | None = None) -> None:
        logger.info("%s %s%s", program.name, state, f" (pid {child.pid})" if child else "")
        self._board.change(program.name, state, pid=child.pid if child else None, restarts=restarts)
