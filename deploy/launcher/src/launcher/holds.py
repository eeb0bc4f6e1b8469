"""Holds: a program that a person (or a test) has stopped is not started again until it is released."""

from pathlib import Path


class Holds:
    """One empty file per held program."""

    def __init__(self, run_dir: Path) -> None:
        self._folder = run_dir / "held"

    def hold(self, name: str) -> None:
        """Keep the program from being started; a running one goes on."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / name).touch()

    def release(self, name: str) -> None:
        """Let it be started again."""
        (self._folder / name).unlink(missing_ok=True)

    def release_all(self) -> None:
        """A start of the whole product forgets what was held."""
        for path in self._folder.glob("*"):
            path.unlink()

    def is_held(self, name: str) -> bool:
        """Whether it is held."""
        return (self._folder / name).exists()
