"""docs/security.md names tests: each of them exists, and each line names something that shows it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text()
FOLDERS = {
    "identity": "services/identity-api/tests",
    "common": "libs/common/tests",
    "contracts": "tests/contracts",
    "launcher": "deploy/launcher/tests",
    "stack": "tests",
}
NAMED = sorted(set(re.findall(r"`(\w+):(test_\w+\.py)::([\w:]+)`", PAGE)))
LINES = [line for line in PAGE.splitlines() if re.match(r"\| (?:\d|-)", line) and "---" not in line]


@cache
def names_in(path: Path) -> set[str]:
    """`test_x` and `TestX::test_y` of a file."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        found |= {prefix + one.name for one in inner if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    return found


@pytest.mark.parametrize(("folder", "file", "name"), NAMED)
def test_it_exists(folder: str, file: str, name: str) -> None:
    assert name in names_in(ROOT / FOLDERS[folder] / file)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.split("|")[1].strip())
def test_a_line_names_a_test_or_a_decision(line: str) -> None:
    shown_by = line.split("|")[4]
    assert re.search(r"`\w+:test_\w+\.py::|`services/[\w-]+/docs/adr/", shown_by)
