"""What a person sees while a replay runs; the silent one is for tests."""

from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

LINES_PER_PHASE = 10


class Reporter(Protocol):
    """Told about each phase, its size and each piece that is done."""

    def phase(self, name: str, total: int) -> None:
        """A new phase with so many pieces begins."""

    def advance(self, pieces: int = 1) -> None:
        """So many pieces are done."""

    def note(self, text: str) -> None:
        """Something that a person should know."""


class Silent:
    """Reports nothing."""

    def phase(self, name: str, total: int) -> None: ...

    def advance(self, pieces: int = 1) -> None: ...

    def note(self, text: str) -> None: ...


class Bar:
    """A progress bar on a terminal."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console)
        self._task = self._progress.add_task("", total=None, visible=False)
        self._progress.start()

    def phase(self, name: str, total: int) -> None:
        self._task = self._progress.add_task(name, total=total)

    def advance(self, pieces: int = 1) -> None:
        self._progress.advance(self._task, pieces)

    def note(self, text: str) -> None:
        self._progress.console.print(text, highlight=False)

    def close(self) -> None:
        """Leave the finished bars on the screen."""
        self._progress.stop()


class Lines:
    """A line at each tenth of a phase, for logs."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._name, self._total, self._done = "", 0, 0

    def phase(self, name: str, total: int) -> None:
        self._name, self._total, self._done = name, total, 0
        self._console.print(f"{name}: {total}", highlight=False)

    def advance(self, pieces: int = 1) -> None:
        step = max(1, self._total // LINES_PER_PHASE)
        before, self._done = self._done, self._done + pieces
        if before // step != self._done // step and self._total > LINES_PER_PHASE:
            self._console.print(f"  {self._name}: {self._done} of {self._total}", highlight=False)

    def note(self, text: str) -> None:
        self._console.print(text, highlight=False)

    def close(self) -> None:
        """Nothing is open."""


def reporter_for(console: Console) -> Bar | Lines:
    """A bar on a terminal, lines elsewhere."""
    return Bar(console) if console.is_terminal else Lines(console)
