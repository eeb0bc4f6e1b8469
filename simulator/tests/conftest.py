import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))  # tests are imported by path; the fakes beside them by name
# pytest calls this file `simulator.tests.conftest` and for that puts an empty `simulator` before the real package.
if getattr(sys.modules.get("simulator"), "__file__", None) is None:
    sys.modules.pop("simulator", None)

from simulator_fakes.product import FakeProduct, running

SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest_asyncio.fixture
async def product() -> AsyncIterator[FakeProduct]:
    """A product of its own for the test, with a gateway and a REST API on free ports."""
    async with running() as fake:
        yield fake


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets, which lies beside the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip(f"{SHARED_DATA} is missing: the real data sets are not part of the repository")
    return SHARED_DATA
