"""From the pieces that a station sends to a zip of its files."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any


def files_of(parts: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Lines by file, in the order of the pieces; one that came twice counts once."""
    pieces: dict[tuple[str, int], list[str]] = {}
    for part in parts:
        name = PurePosixPath(str(part.get("file_name", "log"))).name or "log"
        lines = part.get("lines")
        pieces[name, int(part.get("part", 1))] = [str(line) for line in lines] if isinstance(lines, list) else []
    files: dict[str, list[str]] = {}
    for (name, _), lines in sorted(pieces.items()):
        files.setdefault(name, []).extend(lines)
    return files


def archive_of(parts: Sequence[Mapping[str, Any]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in files_of(parts).items():
            archive.writestr(zipfile.ZipInfo(name), "\n".join(lines) + "\n", zipfile.ZIP_DEFLATED)
    return made.getvalue()
