"""The whole product, once for all tests of this folder that ask for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from launcher.testing import Stack


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A running product; see launcher.testing for what it offers."""
    folder: Path = tmp_path_factory.mktemp("stack")
    with Stack.started(folder) as running:
        yield running
