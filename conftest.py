"""Real servers for every test run: started once, before xdist's workers, unless TEST_* names running ones."""

import contextlib
import os
import tempfile
from pathlib import Path

import pytest
from launcher.testing import Servers

VARIABLES = ("TEST_DATABASE_ADMIN_URL", "TEST_KAFKA_BOOTSTRAP")
_running = contextlib.ExitStack()


def pytest_sessionstart(session: pytest.Session) -> None:
    is_worker = hasattr(session.config, "workerinput")
    if is_worker or session.config.option.collectonly or all(name in os.environ for name in VARIABLES):
        return
    folder = _running.enter_context(tempfile.TemporaryDirectory(prefix="smartcharging-test-"))
    servers = _running.enter_context(Servers.started(Path(folder)))
    addresses = (servers.database_admin_url, servers.kafka_bootstrap)
    os.environ.update(dict(zip(VARIABLES, addresses, strict=True)))  # the workers inherit them


def pytest_unconfigure() -> None:
    _running.close()
