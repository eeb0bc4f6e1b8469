"""What the demo remembers from one start to the next, and what it shows of its progress."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

STATE, PROGRESS = "demo.json", "progress.json"


@dataclass
class State:
    """`first_day`: first Monday of the history, fixed at the first start. `told`: protocols whose history is told."""

    first_day: date
    told: list[str] = field(default_factory=list)

    def save(self, folder: Path) -> None:
        """Keep it; a kill in between leaves the old one."""
        write(folder / STATE, {"first_day": self.first_day.isoformat(), "told": self.told})


def load(folder: Path, otherwise: State) -> State:
    """The state of the folder; the given one at the first start, which is kept from then on."""
    file = folder / STATE
    if file.exists():
        content = json.loads(file.read_text(encoding="utf-8"))
        return State(date.fromisoformat(content["first_day"]), content["told"])
    folder.mkdir(parents=True, exist_ok=True)
    otherwise.save(folder)
    return otherwise


def write(file: Path, content: object) -> None:
    """Replace a JSON file in one step."""
    partial = file.with_suffix(".partial")
    partial.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    partial.replace(file)


@dataclass
class Progress:
    """A reporter that writes to a file which `make demo` reads: phase, done, total, is_complete."""

    folder: Path
    name: str = ""
    total: int = 0
    done: int = 0
    is_complete: bool = False

    def phase(self, name: str, total: int) -> None:
        self.name, self.total, self.done = name, total, 0
        self._write()

    def advance(self, pieces: int = 1) -> None:
        before, self.done = self.done, self.done + pieces
        step = max(1, self.total // 100)
        if before // step != self.done // step:
            self._write()

    def stand(self, done: int, total: int) -> None:
        """So far, when both are counted elsewhere."""
        self.done, self.total = done, total
        self._write()

    def note(self, text: str) -> None:
        print(text, flush=True)

    def complete(self) -> None:
        """Everything that belongs to the beginning is done."""
        self.is_complete = True
        self._write()

    def _write(self) -> None:
        content = asdict(self)
        del content["folder"]
        write(self.folder / PROGRESS, content)
