"""`simulator chaos` against the running product: every station has faults of its own, every session is there once."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
from launcher.testing import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]
OPTIONS = ("--stations", "9", "--mix", "ocpp16=40,ocpp201=40,native=20", "--duration", "12", "--settling", "60")


async def test_what_the_stations_did_is_what_the_product_shows(stack: Stack, tmp_path: Path) -> None:
    environment = {**os.environ, **stack.environment}
    file = tmp_path / "chaos.json"
    command = [sys.executable, "-m", "simulator", "chaos", *OPTIONS, "--seed", "7", "--json", str(file)]
    process = await asyncio.create_subprocess_exec(*command, env=environment)
    status = await process.wait()
    summary = json.loads(file.read_text(encoding="utf-8"))
    assert (status, summary["differences"]) == (0, [])
    assert summary["sessions"] == len(summary["sent"]) > 0
    assert summary["energy_wh"] == sum(one["energy_wh"] for one in summary["by_station"].values())
