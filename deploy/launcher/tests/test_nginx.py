"""The configuration is accepted by the real nginx and keeps its promises."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from common.service import KEEP_ALIVE_SECONDS
from launcher.nginx import find_nginx, open_files_limit, write_configuration
from launcher.services import SERVICES
from launcher.settings import Settings
from launcher.testing import free_offset


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    return write_configuration(Settings.load({"DATA_DIR": str(tmp_path), "PORT_OFFSET": "11000"}))


def test_nginx_accepts_it(prefix: Path) -> None:
    command = [str(find_nginx(Settings.load({}))), "-t", "-p", str(prefix), "-c", "nginx.conf", "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_noun_goes_to_its_owner(prefix: Path) -> None:
    text = (prefix / "nginx.conf").read_text()
    billing = next(line for line in text.splitlines() if "proxy_pass http://billing;" in line)
    assert all(noun in billing for noun in ("charges", "payments", "tariffs"))
    assert "upstream billing { server 127.0.0.1:29103 " in text


def test_a_service_keeps_an_idle_connection_longer_than_the_proxy(prefix: Path) -> None:
    kept = re.findall(r"keepalive_timeout (\d+)s; }", (prefix / "nginx.conf").read_text())
    assert len(kept) == len(SERVICES)
    assert all(int(seconds) < KEEP_ALIVE_SECONDS for seconds in kept)


def test_nothing_is_left_to_fill_in(prefix: Path) -> None:
    assert "@NAMES@" not in (text := (prefix / "nginx.conf").read_text()).split("daemon off;")[1]
    assert not [word for word in text.split("daemon off;")[1].split() if word.startswith("@") and word.isupper()]


def test_it_asks_for_no_more_files_than_allowed(prefix: Path) -> None:
    assert f"worker_rlimit_nofile {open_files_limit()};" in (prefix / "nginx.conf").read_text()


def test_scripts_may_not_be_inline(prefix: Path) -> None:
    policy = next(line for line in (prefix / "headers.conf").read_text().splitlines() if "Content-Security" in line)
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy


def answer(address: str, headers: dict[str, str] | None = None) -> httpx.Response:
    """Asks until nginx listens."""
    deadline = time.monotonic() + 10
    while True:
        try:
            return httpx.get(f"{address}/healthz", headers=headers)
        except httpx.ConnectError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A running nginx with our configuration; nothing stands behind it."""
    settings = Settings.load({"DATA_DIR": str(tmp_path), "PORT_OFFSET": str(free_offset())})
    prefix = write_configuration(settings)
    command = [str(find_nginx(settings)), "-p", str(prefix), "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        yield f"http://127.0.0.1:{settings.port('WEB')}"
        process.terminate()


class TestHeaders:
    def test_a_browser_behind_tls_stays_there(self, address: str) -> None:
        plain, secure = answer(address), answer(address, {"X-Forwarded-Proto": "https"})
        assert "Strict-Transport-Security" not in plain.headers
        assert secure.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"

    def test_a_folder_is_not_listed(self, address: str) -> None:
        answer(address)
        assert httpx.get(f"{address}/assets/").status_code in {403, 404}
