"""docs/ocpp-quirks.md: each of the 108 entries names tests, and they exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "ocpp-quirks.md").read_text(encoding="utf-8")
CATALOGUE = ROOT.parent / "shared" / "quirks.md"
ROWS = dict(re.findall(r"^\| ([A-Z]\d+) \| (.*) \|$", TABLE, re.MULTILINE))
_NAMED = re.compile(r"(?:(\w+-api) )?`(test_\w+\.py)(?:::([\w:]+))?(?:\[([^`]*)\])?`(?: «([^»]+)»)?")
"""Service, file, test, parameter, story."""


@cache
def source(service: str, file: str) -> str:
    return next((ROOT / "services" / service / "tests").rglob(file)).read_text(encoding="utf-8")


@cache
def named_in(service: str, file: str) -> frozenset[str]:
    """Names of functions, of classes and of methods as `Class::method`."""
    found: set[str] = set()
    for node in ast.parse(source(service, file)).body:
        if isinstance(node, ast.ClassDef):
            found |= {node.name, *(f"{node.name}::{part.name}" for part in node.body if hasattr(part, "name"))}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
    return frozenset(found)


def test_there_is_a_row_for_every_entry_of_the_catalogue() -> None:
    assert len(ROWS) == 108
    if CATALOGUE.is_file():
        entries = re.findall(r"^- \*\*([A-Z]\d+)\*\*", CATALOGUE.read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(entries) == sorted(ROWS)


@pytest.mark.parametrize("quirk", ROWS)
def test_it_names_tests_that_exist(quirk: str) -> None:
    named = _NAMED.findall(ROWS[quirk])
    assert named, "nothing covers it"
    for service, file, test, parameter, story in named:
        where = (service or "csms-gateway", file)
        assert not test or test in named_in(*where), test
        assert parameter in source(*where)
        assert story.lower() in source(*where).lower()
