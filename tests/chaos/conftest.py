"""A product of its own to be broken, and a seed that repeats what was broken when."""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from launcher.testing import Stack
from simulator.api import Access
from simulator.replay import ReplaySettings


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with Stack.started(tmp_path_factory.mktemp("chaos")) as running:
        yield running


@pytest.fixture(scope="module")
def settings(stack: Stack) -> ReplaySettings:
    given = stack.environment
    access = Access(client_id=given["API_CLIENT_ID"], client_secret=given["API_CLIENT_SECRET"])
    return ReplaySettings(gateway=given["OCPP_URL"], api=given["API_URL"], access=access, settling_seconds=90)


@pytest.fixture
def seed() -> int:
    """`CHAOS_SEED=n make chaos` repeats a round; otherwise a new one, printed."""
    given = os.environ.get("CHAOS_SEED")
    chosen = int(given) if given else random.randrange(1_000_000)
    print(f"\nCHAOS_SEED={chosen}")
    return chosen


@pytest.fixture
def history(tmp_path: Path) -> Path:
    return tmp_path / "history"
