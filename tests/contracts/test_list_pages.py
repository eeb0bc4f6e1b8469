"""What the pages of lists say of the server's files is true: the path, and the names of its columns."""

import re
from pathlib import Path

import pytest
from launcher.services import DATABASE_SERVICES

from .filling import listings
from .product import ROOT

FEATURES = ROOT / "frontend" / "src" / "features"
SERVICE_OF_LETTERS = "/api/v1/dead-letters/${service}"
DECLARED = {path: listing for service in DATABASE_SERVICES for path, listing in listings(service).items()}
PATHS = re.compile(r"['`](/api/v1/[^'`]+)/export['`]")
FIELDS = re.compile(r"\bfield: '([^']+)'")
PAGES = sorted({file.parent for file in FEATURES.rglob("use*List.tsx") if PATHS.search(file.read_text())})


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_a_page_names_columns_that_its_file_has(folder: Path) -> None:
    text = "\n".join(file.read_text() for file in sorted(folder.glob("use*.tsx")))
    paths = {path.replace(SERVICE_OF_LETTERS, "/api/v1/dead-letters/stations") for path in PATHS.findall(text)}
    known = {column.name for path in paths for column in DECLARED[path].columns}
    named = {name for field in FIELDS.findall(text) for name in field.split(",")}
    assert named
    assert named - known == set()


def test_every_list_page_offers_its_file() -> None:
    lists = {file.parent.name for file in FEATURES.rglob("use*List.tsx")}
    assert lists - {folder.name for folder in PAGES} == set()
