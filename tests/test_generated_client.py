"""A client that a stranger generates from the published document works against the product."""

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from launcher.settings import ROOT
from launcher.testing import Stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(300)]
PACKAGE = "generated_client"


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The generated package; every operation and every schema must have found its way into it."""
    folder: Path = tmp_path_factory.mktemp("client")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
            *("--path", str(ROOT / "frontend" / "openapi.json"), "--output-path", str(folder / PACKAGE)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout, done.stdout
    sys.path.insert(0, str(folder))
    return importlib.import_module(PACKAGE)


def operation(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.api.{name}")


def model(name: str) -> Any:
    return getattr(importlib.import_module(f"{PACKAGE}.models"), name)


def test_a_program_adds_a_station_and_finds_it(stack: Stack, generated: ModuleType) -> None:
    client = generated.AuthenticatedClient(base_url=stack.url(""), token=stack.token())
    body = {
        "number": "GENERATED1",
        "key": "GENERATED1",
        "name": "By a generated client",
        "connectors": [{"number": 1, "type": "ccs2", "max_power_w": 60_000}],
    }
    created = operation("stations_api.create_station").sync(
        client=client, body=model("StationCreate").from_dict(body), idempotency_key="generated-1"
    )
    found = operation("stations_api.list_stations").sync(client=client, q="GENERATED1")
    assert [(item.id, item.number) for item in found.items] == [(created.id, "GENERATED1")]
    read = operation("stations_api.read_station").sync(created.id, client=client)
    assert (read.name, read.connectors[0].max_power_w) == ("By a generated client", 60_000)
    sessions = operation("sessions_api.list_sessions").sync(client=client, station_id=[created.id])
    assert (sessions.total, sessions.items) == (0, [])


def test_what_is_refused_can_be_read(stack: Stack, generated: ModuleType) -> None:
    client = generated.AuthenticatedClient(base_url=stack.url(""), token=stack.token())
    problem = operation("stations_api.list_stations").sync(client=client, sort="nonsense")
    assert (problem.status, problem.code) == (400, "unknown_sort")
