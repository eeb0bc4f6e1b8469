"""The wait of `make demo`: as long as something moves, and no longer than its patience when nothing does."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from launcher import demonstrating


class Passing:
    """Time that passes by sleeping alone; each nap brings the next step of the progress."""

    def __init__(self, file: Path, steps: Iterator[tuple[int, bool]]) -> None:
        self._file, self._steps, self._now = file, steps, 0.0
        self.sleep(0)

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds
        done, is_complete = next(self._steps)
        told = {"name": "Sessions", "done": done, "total": 9, "is_complete": is_complete}
        self._file.write_text(json.dumps(told), encoding="utf-8")


def shown(monkeypatch: pytest.MonkeyPatch, home: Path, steps: Iterator[tuple[int, bool]]) -> tuple[bool, float]:
    """Whether it came to its end, and how long that took."""
    time = Passing(home / "progress.json", steps)
    monkeypatch.setattr(demonstrating, "time", time)
    return demonstrating._shown_until_complete(home), time.monotonic()


def test_slow_progress_is_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    naps_of_a_step = int(demonstrating.PATIENCE_SECONDS / demonstrating.POLL_SECONDS) - 1
    steps = [(done, False) for done in range(9) for _ in range(naps_of_a_step)]
    is_complete, seconds = shown(monkeypatch, tmp_path, iter([*steps, (9, True)]))
    assert is_complete
    assert seconds > 8 * demonstrating.PATIENCE_SECONDS


def test_progress_that_stands_still_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def standing() -> Iterator[tuple[int, bool]]:
        while True:
            yield 3, False

    is_complete, seconds = shown(monkeypatch, tmp_path, standing())
    assert not is_complete
    assert seconds == pytest.approx(demonstrating.PATIENCE_SECONDS)
