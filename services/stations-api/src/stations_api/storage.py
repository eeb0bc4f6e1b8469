"""How full the disk is that holds our rows, and what that means."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from stations_api.settings import StationsSettings


@dataclass(frozen=True, slots=True)
class DiskGauge:
    """`low_percent`: free space below which old log days go; `full_percent`: no frame is kept any more."""

    path: Path
    low_percent: float
    full_percent: float

    @classmethod
    def of(cls, settings: StationsSettings) -> Self:
        return cls(
            _existing(settings.watched_disk or settings.data_dir), settings.disk_low_percent, settings.disk_full_percent
        )

    @property
    def free_percent(self) -> float:
        """Of the whole disk; 100 when it cannot be asked."""
        try:
            usage = shutil.disk_usage(self.path)
        except OSError:
            return 100.0
        return 100 * usage.free / usage.total

    @property
    def is_low(self) -> bool:
        return self.free_percent < self.low_percent

    @property
    def is_full(self) -> bool:
        return self.free_percent < self.full_percent

    def warning(self) -> str | None:
        """For /readyz; None when there is room enough."""
        free = self.free_percent
        if free >= self.low_percent:
            return None
        done = "no frames are kept" if free < self.full_percent else "the oldest days of the protocol log are dropped"
        return f"Disk nearly full: {free:.1f} % free at {self.path}; {done}."


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there: its own may be made later."""
    return next((one for one in (folder, *folder.absolute().parents) if one.exists()), Path("/"))
