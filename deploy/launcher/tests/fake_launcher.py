"""A launcher of fake programs: `fake_launcher.py FOLDER`, with the programs described in FOLDER/programs.json."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from launcher.probes import http_probe
from launcher.program import Program, Stage
from launcher.supervisor import Supervisor


def program(row: dict[str, Any], folder: Path) -> Program:
    name, port = str(row["name"]), row.get("port")
    options = [f"--port={port}"] if port else []
    command = (sys.executable, str(Path(__file__).with_name("fake_program.py")), name, str(folder / "journal"))
    return Program(
        name=name,
        argv=(*command, *options, *row.get("options", [])),
        stage=Stage(row.get("stage", Stage.SERVICE)),
        probe=http_probe(port, "/") if port else None,
        after=tuple(row.get("after", ())),
        patience_seconds=row.get("patience"),
        port=port,
        stop_seconds=row.get("stop_seconds", 5),
        is_one_shot=bool(row.get("one_shot")),
    )


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    programs = [program(row, folder) for row in json.loads((folder / "programs.json").read_text())]
    asyncio.run(Supervisor(programs, dict(os.environ), folder / "run", folder / "log").run())
