"""The virtual stations of `make demo` as a program of this installation."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from launcher.access import access_environment
from launcher.program import Probe, Program, Stage
from launcher.settings import Settings
from launcher.vault import Vault, hex_key

NAME = "demo"


def home_of(settings: Settings) -> Path:
    """What the demo remembers; that the folder exists says that this installation has a demo."""
    return settings.data_dir / "demo"


def webhooks_of(settings: Settings) -> dict[str, str]:
    """A demo is told of events on its own machine, which no webhook may do without being allowed."""
    if os.environ.get("WEBHOOK_ALLOWED_NETWORKS") or not home_of(settings).is_dir():
        return {}
    return {"WEBHOOK_ALLOWED_NETWORKS": '["127.0.0.0/8"]'}


def demo_programs(settings: Settings, vault: Vault) -> list[Program]:
    """The virtual stations, if this installation has them."""
    home = home_of(settings)
    if not home.is_dir():
        return []
    environment = access_environment(settings, vault)
    return [
        Program(
            name=NAME,
            argv=(sys.executable, "-m", "simulator", "demo", "--folder", str(home)),
            stage=Stage.DEMO,
            probe=_has_begun(home),
            after=("nginx",),
            environment={**environment, "SIMULATOR_SEED": vault.get("demo-seed", hex_key), "PYTHONUNBUFFERED": "1"},
            directory=home,
        )
    ]


def _has_begun(home: Path) -> Probe:
    async def probe() -> None:
        progress_of(home)

    return probe


def progress_of(home: Path) -> dict[str, Any]:
    """What the stations say of themselves; OSError before they said anything."""
    found: dict[str, Any] = json.loads((home / "progress.json").read_text(encoding="utf-8"))
    return found
