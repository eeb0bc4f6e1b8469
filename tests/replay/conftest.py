from pathlib import Path

import pytest
from launcher.testing import Stack
from simulator.api import Access
from simulator.replay import ReplaySettings

SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sessions, which lies beside the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"{SHARED_DATA} is missing: the real data sets are not part of the repository")
    return SHARED_DATA


@pytest.fixture(scope="session")
def settings(stack: Stack) -> ReplaySettings:
    """A replay of the generated history against the running product."""
    given = stack.environment
    access = Access(client_id=given["API_CLIENT_ID"], client_secret=given["API_CLIENT_SECRET"])
    return ReplaySettings(gateway=given["OCPP_URL"], api=given["API_URL"], access=access, settling_seconds=30)
