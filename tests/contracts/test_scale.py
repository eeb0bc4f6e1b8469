"""`make bench-scale` has asked every declared list: of rows that it made, every sort and filter, and its files.

A new list is not forgotten: it needs rows (`seeding.py`), a line for its files (`exports.py`), figures and plans in
docs/scale (`make bench-scale`, or `ARGS=--missing` for what was never asked).
"""

import json
from importlib import import_module

import pytest
from common.listing import Listing
from launcher.services import DATABASE_SERVICES, Service

from .filling import listings, tables_of
from .product import ROOT

# its folder is a package of its own for mypy
exports, questions, report, seeding = (
    import_module(f"tests.bench.scale.{name}") for name in ("exports", "questions", "report", "seeding")
)
LISTS = [(service, path, one) for service in DATABASE_SERVICES for path, one in listings(service).items()]
FOLDER = ROOT / "docs" / "scale"
each_list = pytest.mark.parametrize(("service", "path", "listing"), LISTS, ids=[path for _, path, _ in LISTS])


@each_list
def test_a_list_has_rows_at_scale(service: Service, path: str, listing: Listing) -> None:
    for table in tables_of(listing):
        is_filled = table.name in seeding.ROWS[service.name] or table.name in seeding.FIXED
        assert is_filled, f"{path}: seeding.py makes no rows of {table.name}"
    assert service.name in {one.service for one in exports.EXPORTS if one.path == path}, (
        f"{path}: its files are not measured"
    )


@each_list
def test_a_list_was_asked_by_every_sort_and_filter(service: Service, path: str, listing: Listing) -> None:
    figures = report.known(FOLDER).get(path, {})
    assert figures.get("is_whole"), f"{path} was never asked everything: make bench-scale ARGS=--missing"
    told = (FOLDER / f"{report.name_of(path)}.md").read_text()
    asked = {line.partition("`")[2].partition("=")[0] for line in told.splitlines() if line.startswith("| `")}
    filters = {info.alias or name for name, info in listing.query.model_fields.items() if not info.is_required()}
    assert filters - questions.PAGING <= asked, f"{service.name}: {path} has filters that were never asked"
    assert all(f"sort {sort}," in told for sort in listing.table.sorts), f"{path}: a sort has no plan"


@each_list
def test_the_files_of_a_list_were_measured(service: Service, path: str, listing: Listing) -> None:
    measured = json.loads((FOLDER / "exports.json").read_text())
    kinds = {(one["list"], one["kind"]) for one in measured.values()}
    assert {(path.removeprefix("/api/v1"), kind) for kind in ("csv", "xlsx")} <= kinds, (service.name, listing.right)
