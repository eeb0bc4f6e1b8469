"""The version stamp of the data directory: an older product must not touch the data of a newer one."""

from pathlib import Path

from launcher.errors import LauncherError

LAYOUT = 1
"""Grows when the folders below the data directory change their meaning; tables have migrations of their own."""


def check_stamp(data_dir: Path) -> None:
    """Stamp a new data directory; refuse one that a newer product has written."""
    path = data_dir / "LAYOUT"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{LAYOUT}\n")
        return
    found = int(path.read_text())
    if found > LAYOUT:
        raise LauncherError(
            f"{data_dir} was written by a newer version of the product (layout {found}, this one knows {LAYOUT}): "
            f"update the product, or choose another folder by DATA_DIR"
        )
