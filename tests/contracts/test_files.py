"""What a file reads of the database: no more than its columns need, and no less."""

from contextlib import suppress
from unittest.mock import MagicMock

import pytest
from common.listing import Listing
from launcher.services import DATABASE_SERVICES

from .filling import listings

LISTS = {path: one for service in DATABASE_SERVICES for path, one in listings(service).items()}
LONG = [
    "/sessions",
    "/transactions",
    "/payments",
    "/charges",
    "/security-log",
    "/commands",
    "/incidents",
    "/deliveries",
    "/users",
    "/stations",
    "/operation-log",
    "/protocol-log",
    "/credentials",
    "/software",
    "/quarantine",
]
"""Lists of millions: their files are read without making entities."""


@pytest.mark.parametrize("path", LISTS)
def test_a_column_reads_what_it_says(path: str) -> None:
    """An AttributeError of the mock means that it wants more."""
    for column in LISTS[path].columns:
        if column.value and column.of:
            with suppress(TypeError):  # a mock is no JSON
                column.value(MagicMock(spec=list(column.of)))


@pytest.mark.parametrize("path", LONG)
def test_a_long_file_is_read_column_by_column(path: str) -> None:
    listing: Listing = LISTS[f"/api/v1{path}"]
    assert [column.name for column in listing.columns if not listing.is_read_by_column([column])] == []


@pytest.mark.parametrize("path", LISTS)
def test_a_cell_that_the_database_makes_comes_with_rows_read_by_column(path: str) -> None:
    """Of a whole row nobody could have it."""
    listing = LISTS[path]
    if any(column.sql is not None for column in listing.columns):
        assert listing.is_read_by_column(listing.columns)
