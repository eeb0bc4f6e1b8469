"""`make demo`: a network to look at, told through the gateway, that outlives `make down`."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from common.testing.helpers import eventually
from launcher import commands
from launcher.settings import ROOT, Settings
from launcher.testing import Stack, installation_environment
from simulator.demo import history

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]


def launched(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "launcher", *words],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    chosen = installation_environment(tmp_path_factory.mktemp("demo"))
    yield chosen
    launched(chosen, "down")
    launched(chosen, "reset", "--force")


def asked(environment: dict[str, str], path: str, **params: Any) -> Any:
    stack = Stack(Settings.load(environment))
    headers = {"Authorization": f"Bearer {commands.token(stack.settings)}"}
    answer = httpx.get(stack.url(f"/api/v1/{path}"), headers=headers, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def history_of(environment: dict[str, str]) -> int | None:
    """Number of sessions, once the history has arrived."""
    count = int(asked(environment, "sessions/summary")["count"])
    return count if count >= history.SESSIONS else None


async def each_page_has_something_to_show(environment: dict[str, str]) -> None:
    def total(path: str, **params: Any) -> int:
        return int(asked(environment, path, **params)["total"])

    assert total("tariffs") >= 7
    assert total("user-groups") == total("station-groups") == 1
    assert total("webhooks") == 2
    assert total("payments", status="error") >= 1
    assert total("payments", operation="refund") >= 2

    async def is_delivered() -> bool:
        return total("deliveries", status="delivered") > 0

    async def waits_in_quarantine() -> bool:
        return total("quarantine", state="waiting") >= 4

    await eventually(is_delivered, seconds=120, pause=1)
    await eventually(waits_in_quarantine, seconds=120, pause=1)
    assert total("organizations") >= 4
    assert total("quarantine", kind="rejected_frame") == 1
    assert total("commands") >= 8
    assert total("users", limit=100) > 60


async def test_a_living_network_that_stays(environment: dict[str, str]) -> None:
    said = launched(environment, "demo").splitlines()
    assert any(line.startswith("password") for line in said)
    assert said[-1].startswith("forty stations are alive: http")
    assert asked(environment, "stations", limit=1)["total"] == 40
    before = await eventually(lambda: history_of(environment))
    assert asked(environment, "unknown-stations")["items"][0]["identity"] == "kazan-new-7"
    await each_page_has_something_to_show(environment)
    launched(environment, "down")
    launched(environment, "up")
    assert "demo" in {entry["name"] for entry in json.loads(launched(environment, "ps", "--json"))}
    assert asked(environment, "sessions/summary")["count"] >= before
