"""docs/integration.md: its code blocks work as they stand there, in the order in which a reader would try them."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from common.testing.helpers import eventually
from launcher.settings import ROOT
from launcher.testing import Stack
from simulator.api import Access
from simulator.history.write import write_history
from simulator.replay import ReplaySettings, run
from standardwebhooks import Webhook

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]
PAGE = (ROOT / "docs" / "integration.md").read_text(encoding="utf-8")
SESSIONS = 5


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def environment(stack: Stack) -> dict[str, str]:
    """What the page asks its reader to have: an API client, and where the product is."""
    given = stack.environment
    return {**os.environ, "BASE": given["API_URL"], "ID": given["API_CLIENT_ID"], "SECRET": given["API_CLIENT_SECRET"]}


@pytest.fixture(scope="module")
async def paid_sessions(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder, given = tmp_path_factory.mktemp("history"), stack.environment
    write_history(folder, 7, SESSIONS)
    access = Access(client_id=given["API_CLIENT_ID"], client_secret=given["API_CLIENT_SECRET"])
    await run(ReplaySettings(gateway=given["OCPP_URL"], api=given["API_URL"], access=access, folder=folder))

    async def is_paid() -> bool:
        headers = {"Authorization": f"Bearer {stack.token()}"}
        async with httpx.AsyncClient(headers=headers, trust_env=False) as browser:
            found = await browser.get(stack.url("/api/v1/payments?status=completed"))
        return bool(found.json()["items"])

    await eventually(is_paid, seconds=60)


STAND_IN = f"""#!{sys.executable}
import argparse, httpx, sys
parser = argparse.ArgumentParser()
parser.add_argument("-sf", action="store_true")
parser.add_argument("-H", action="append", default=[])
parser.add_argument("-d", action="append", default=[])
parser.add_argument("url")
given = parser.parse_args()
headers = dict(line.split(": ", 1) for line in given.H)
headers = {{"Content-Type": "application/x-www-form-urlencoded", **headers}} if given.d else headers
with httpx.Client(trust_env=False) as client:
    answer = client.request("POST" if given.d else "GET", given.url, headers=headers, content="&".join(given.d) or None)
sys.stdout.write(answer.text)
sys.exit(22 if answer.is_error else 0)
"""
"""What the page asks of curl, for machines that have none: the page is tried everywhere."""


@pytest.fixture
def programs(tmp_path: Path) -> str:
    """A PATH with curl on it."""
    if shutil.which("curl"):
        return os.environ["PATH"]
    (tmp_path / "curl").write_text(STAND_IN, encoding="utf-8")
    (tmp_path / "curl").chmod(0o755)
    return f"{tmp_path}:{os.environ['PATH']}"


@pytest.mark.usefixtures("paid_sessions")
def test_the_shell_blocks_run_one_after_the_other(stack: Stack, tmp_path: Path, programs: str) -> None:
    script, given = tmp_path / "page.sh", environment(stack) | {"PATH": programs}
    script.write_text("set -euo pipefail\n" + "\n".join(blocks("sh")), encoding="utf-8")
    done = subprocess.run(["bash", str(script)], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert any(re.fullmatch(r"energy\t[\d.]+\t[\d.]+\t[\d.]+", line) for line in lines), lines
    assert "scheduled" in lines or "received" in lines, lines
    assert "refund 1.00" in lines, lines
    assert lines[-1].startswith("whsec_"), lines


@pytest.mark.usefixtures("paid_sessions")
def test_the_python_block_pages_through_the_payments(stack: Stack) -> None:
    listing, _ = blocks("python")
    done = subprocess.run(
        [sys.executable, "-c", listing], env=environment(stack), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.fullmatch(r"(\d{14} \d+\.\d\d RUB\n)+", done.stdout), done.stdout


@contextmanager
def running(program: str, **given: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", program]
    process = subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


async def test_the_receiver_takes_what_is_signed_and_nothing_else() -> None:
    _, receiver = blocks("python")
    secret = "whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    body = (ROOT / "docs" / "webhooks" / "session.ended.json").read_text(encoding="utf-8")
    now = datetime.now(UTC)
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("msg_1", now, body),
    }
    with running(receiver, WEBHOOK_SECRET=secret, PORT=str(port)) as process:

        async def post(content: str) -> int | None:
            async with httpx.AsyncClient(trust_env=False) as sender:
                try:
                    answer = await sender.post(f"http://127.0.0.1:{port}", content=content, headers=headers)
                except httpx.ConnectError:
                    return None
            return answer.status_code

        assert await eventually(lambda: post(body), seconds=30) == 204
        assert [await post(body), await post(body + " ")] == [204, 401]
        process.terminate()
        assert process.stdout is not None
        told = process.stdout.read()
    assert told.count("session.ended") == 1  # taken twice, done once
