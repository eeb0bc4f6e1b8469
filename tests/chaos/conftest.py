"""A product of its own to be broken, and a seed that repeats what was broken when."""

import os
import random
from collections.abc import Iterator

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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`CHAOS_ROUNDS=n` rounds, one by default; `CHAOS_SEED=n` repeats a round, otherwise seeds are new and printed."""
    if "seed" in metafunc.fixturenames:
        first = int(os.environ.get("CHAOS_SEED") or random.randrange(1_000_000))
        rounds = int(os.environ.get("CHAOS_ROUNDS", "1"))
        metafunc.parametrize("seed", range(first, first + rounds), ids=lambda seed: f"CHAOS_SEED={seed}")


@pytest.fixture(autouse=True)
def _printed_seed(seed: int) -> None:
    print(f"\nCHAOS_SEED={seed}")
